import { dirname, resolve } from 'node:path';
import { type Config, loadConfig, readYaml, type YamlFile } from '@sallyport/companion';
import { isSallyportError, SallyportError } from '@sallyport/core';
import { type Policy, type PolicyFault, readPolicy, type Surroundings } from '@sallyport/policy';

/** A policy that was read, and where it stands. */
export interface PolicyFile {
  /** The file it stands in, without its folder. */
  readonly name: string;
  readonly policy: Policy;
  /** What the configuration says about the place; of a policy file alone nothing. */
  readonly surroundings: Surroundings;
  /** Those of the configuration. */
  readonly connections: Config['connections'];
}

/** A policy, or what is wrong with it: one line each, `file:line:column path what`. */
export type PolicyFileRead = PolicyFile | { readonly name: string; readonly faults: readonly string[] };

/** What is in force where a configuration says nothing. */
const DEFAULT_DOCUMENT = { version: 1, name: 'safe-harbor', use: ['safe-harbor'] };

/** Reads a policy file, or a `sallyport.yaml` with its policy. Raises `config_invalid` where the file is no YAML. */
export async function readPolicyFile(path: string): Promise<PolicyFileRead> {
  const file = await readYaml(path);
  const { connections, policy = DEFAULT_DOCUMENT, policyFile } = Object(file.value) as Record<string, unknown>;
  if (connections === undefined) return policyOf(file, { value: file.value, steps: [] });
  if (typeof policyFile !== 'string') return inConfig(path, policyOf(file, { value: policy, steps: ['policy'] }));
  const other = await readYaml(resolve(dirname(path), policyFile));
  return inConfig(path, policyOf(other, { value: other.value, steps: [] }));
}

/** As `readPolicyFile`, for who needs the policy: raises `config_invalid` with the first fault too. */
export async function loadPolicyFile(path: string): Promise<PolicyFile> {
  const read = await readPolicyFile(path);
  if ('faults' in read) throw new SallyportError('config_invalid', { place: read.faults[0] ?? read.name });
  return read;
}

function policyOf(
  file: YamlFile,
  { value, steps }: { readonly value: unknown; readonly steps: readonly string[] },
): PolicyFileRead {
  const read = readPolicy(value);
  const { name } = file;
  if ('policy' in read) return { name, policy: read.policy, surroundings: {}, connections: [] };
  const placed = ({ path, ...fault }: PolicyFault) => file.placeOf({ ...fault, path: [...steps, ...path] });
  return { name, faults: read.faults.map(placed) };
}

/** All faults of the policy are told at once; of the configuration around it the first is. */
async function inConfig(path: string, read: PolicyFileRead): Promise<PolicyFileRead> {
  if ('faults' in read) return read;
  try {
    const { connections, admin } = await loadConfig(path);
    return { ...read, connections, surroundings: { reviewers: admin !== undefined } };
  } catch (cause) {
    if (isSallyportError(cause) && cause.place !== undefined) return { name: read.name, faults: [cause.place] };
    throw cause;
  }
}
