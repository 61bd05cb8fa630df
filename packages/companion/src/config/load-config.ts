import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Config } from './config.ts';
import { readConfig } from './read-config.ts';
import { refuse } from './yaml-source.ts';

/**
 * Reads and checks `sallyport.yaml`, and the file of its policy if it has one. Relative paths in it are taken from the folder of the file.
 *
 * Raises `config_invalid` whose `place` is `file:line:column path what`, for example
 * `sallyport.yaml:12:5 connections/openai/baseUrl must be an https URL`. Values of the file are never quoted.
 */
export async function loadConfig(path: string): Promise<Config> {
  return (await loadConfigFiles(path)).config;
}

/** A configuration, and the files that it was read from. */
export interface ConfigFiles {
  readonly config: Config;
  /** The bytes of `sallyport.yaml`. */
  readonly content: Uint8Array;
  /** Those of the file that its `policyFile` names. */
  readonly policy?: Uint8Array;
}

/** As `loadConfig`, and gives the very bytes that were checked. */
export async function loadConfigFiles(path: string): Promise<ConfigFiles> {
  const content = await read(path);
  const folder = dirname(resolve(path));
  let policy: Uint8Array | undefined;
  const config = await readConfig({
    name: basename(path),
    bytes: content,
    folder,
    readPolicyFile: async (file) => {
      policy = await read(resolve(folder, file));
      return policy;
    },
  });
  return { config, content, ...(policy === undefined ? {} : { policy }) };
}

function read(path: string): Promise<Uint8Array> {
  return readFile(path).catch(() => refuse(`${basename(path)} could not be read`));
}
