import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { deepFreeze } from '@sallyport/core';
import { readPolicy } from '@sallyport/policy';
import { checkConfig } from './check-config.ts';
import { checkPolicy, type ReadPolicy } from './check-policy.ts';
import { completeConfig } from './complete-config.ts';
import type { Config, ConfigFile } from './config.ts';
import type { ConfigContent } from './config-content.ts';
import type { Fault } from './fault.ts';
import { validateShape } from './validate-shape.ts';
import { openYaml, placeIn, refuse, type YamlSource } from './yaml-source.ts';

/** Where a configuration is read from. */
export interface ConfigSource {
  /** What its places begin with: `sallyport.yaml`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Absolute: where its relative paths begin. */
  readonly folder: string;
  /** Reads the file that `policyFile` names, a path as it is written. Raises `config_invalid`. */
  readonly readPolicyFile: (path: string) => Promise<Uint8Array>;
}

/** Room for more than ten thousand rules. */
const MOST_POLICY_MIB = 4;

/** What is in force where no policy is written. */
const DEFAULT_DOCUMENT = Object.freeze({ version: 1, name: 'safe-harbor', use: Object.freeze(['safe-harbor']) });

/** Reads and checks a configuration. Raises `config_invalid` as `loadConfig` does. */
export async function readConfig(source: ConfigSource): Promise<Config> {
  const { name, bytes, folder } = source;
  const yaml = openYaml(bytes, { name });
  const shape = validateShape(yaml.value);
  if (shape !== undefined) refuse(placeIn(yaml, shape));
  const written = yaml.value as ConfigFile;
  const file = completeConfig(written, folder);
  const fault = checkConfig(file) ?? checkPolicyKeys(file);
  if (fault !== undefined) refuse(placeIn(yaml, fault));
  const read = await openPolicy(file, { source, yaml });
  const content: ConfigContent = { connections: written.connections, policy: read.document };
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return deepFreeze({ ...withoutForms(file), policy: read.policy, content, folder, digest });
}

function checkPolicyKeys({ policy, policyFile }: ConfigFile): Fault | undefined {
  if (policy === undefined || policyFile === undefined) return undefined;
  return { path: [], key: 'policyFile', message: 'must have either policy or policyFile, and not both' };
}

interface Opening {
  readonly source: ConfigSource;
  readonly yaml: YamlSource;
}

/** The policy, wherever it is written; what is wrong with it is told by where it stands there. */
async function openPolicy(file: ConfigFile, { source, yaml }: Opening): Promise<ReadPolicy> {
  const { policy = DEFAULT_DOCUMENT, policyFile } = file;
  if (policyFile === undefined) {
    return judge(policy, file, (fault) => placeIn(yaml, { ...fault, path: ['policy', ...fault.path] }));
  }
  const bytes = await source.readPolicyFile(policyFile);
  const own = openYaml(bytes, { name: basename(policyFile), most: MOST_POLICY_MIB });
  return judge(own.value, file, (fault) => placeIn(own, fault));
}

function judge(value: unknown, file: ConfigFile, placeOf: (fault: Fault) => string): ReadPolicy {
  const read = readPolicy(value);
  if ('faults' in read) return refuse(placeOf(read.faults[0] ?? { path: [], message: 'is not valid' }));
  const fault = checkPolicy(read, file);
  if (fault !== undefined) refuse(placeOf(fault));
  return read;
}

/** Says in one way where the root key is, which the file has been checked to say exactly once, and leaves out how the policy was given. */
function withoutForms({ rootKeyFile = '', rootKey = { file: rootKeyFile }, policy, policyFile, ...rest }: ConfigFile) {
  return { ...rest, rootKey };
}
