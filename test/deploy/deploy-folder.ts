import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** The repository. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Where the files of the deployment are. */
export const DEPLOY = join(ROOT, 'packages/companion/deploy');

/** A document of a YAML file. */
export interface YamlDocument {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Reads a file of the deployment. */
export function readDeploy(...path: readonly string[]): Promise<string> {
  return readFile(join(DEPLOY, ...path), 'utf8');
}

/** Reads every document of a YAML file, strictly: a key that stands twice is a fault. */
export function parseDocuments(file: string, text: string): readonly YamlDocument[] {
  return parseAllDocuments(text, { strict: true, uniqueKeys: true }).map((document) => {
    const [fault] = document.errors;
    if (fault !== undefined) throw fault;
    return { file, value: document.toJS() as YamlDocument['value'] };
  });
}

/** The Kubernetes objects, without the kustomization and the companion's own configuration. */
export async function readManifests(): Promise<readonly YamlDocument[]> {
  const others = new Set(['kustomization.yaml', 'sallyport.yaml']);
  const files = (await readdir(join(DEPLOY, 'kubernetes'))).filter((file) => !others.has(file)).sort();
  const read = files.map(async (file) => parseDocuments(file, await readDeploy('kubernetes', file)));
  return (await Promise.all(read)).flat();
}
