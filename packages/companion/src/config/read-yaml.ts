import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Fault } from './fault.ts';
import { openYaml, placeIn, refuse } from './yaml-source.ts';

/** Room for a policy of ten thousand rules. */
const MOST_MIB = 4;

/** A YAML file that was read strictly. */
export interface YamlFile {
  /** Without its folder. */
  readonly name: string;
  readonly value: unknown;
  /** `file:line:column path what`, of a fault in it. Values of the file are never quoted. */
  readonly placeOf: (fault: Fault) => string;
}

/**
 * Reads a YAML file as `loadConfig` does: UTF-8, one document, no duplicate keys, no custom tags, few aliases. Raises `config_invalid` whose
 * `place` says where, `clinic.yaml:3:1 names one key twice`.
 */
export async function readYaml(path: string): Promise<YamlFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch(() => refuse(`${name} could not be read`));
  const yaml = openYaml(bytes, { name, most: MOST_MIB });
  return { name, value: yaml.value, placeOf: (fault) => placeIn(yaml, fault) };
}
