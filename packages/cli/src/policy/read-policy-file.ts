import { dirname, resolve } from 'node:path';
import { readYaml, type YamlFile } from '@sallyport/companion';
import { type Baa, type ConnectionKind, SallyportError } from '@sallyport/core';
import { type Policy, type PolicyFault, readPolicy, type Surroundings } from '@sallyport/policy';
import type { DeclaredOperation } from '@sallyport/wire';

/** A connection as far as a policy has to do with it. */
export interface KnownConnection {
  readonly name: string;
  readonly baa: Baa;
  readonly kind?: ConnectionKind;
  readonly operations?: readonly DeclaredOperation[];
}

/** A policy that was read, and where it stands. */
export interface PolicyFile {
  /** The file it stands in, without its folder. */
  readonly name: string;
  readonly policy: Policy;
  /** What the configuration says about the place; of a policy file alone nothing. */
  readonly surroundings: Surroundings;
  readonly connections: readonly KnownConnection[];
}

/** A policy, or what is wrong with it: one line each, `file:line:column path what`. */
export type PolicyFileRead = PolicyFile | { readonly name: string; readonly faults: readonly string[] };

/** The parts of a configuration that are looked at here. Whether it is a valid one is for `serve` and `apply` to say. */
interface RawConfig {
  readonly connections?: unknown;
  readonly issuers?: unknown;
  readonly samlIssuers?: unknown;
  readonly admin?: unknown;
  readonly policy?: unknown;
  readonly policyFile?: unknown;
}

/** Reads a policy file, or a `sallyport.yaml` with its policy. Raises `config_invalid` where the file is no YAML, or holds no policy. */
export async function readPolicyFile(path: string): Promise<PolicyFileRead> {
  const file = await readYaml(path);
  const config = Object(file.value) as RawConfig;
  if (!Array.isArray(config.connections)) return policyOf(file, { value: file.value, steps: [] });
  const read = await policyOfConfig(file, { config, folder: dirname(path) });
  if ('faults' in read) return read;
  const connections = connectionsOf(config.connections);
  return { ...read, connections, surroundings: surroundingsOf(config, connections) };
}

/** As `readPolicyFile`, for who needs the policy: raises `config_invalid` with the first fault too. */
export async function loadPolicyFile(path: string): Promise<PolicyFile> {
  const read = await readPolicyFile(path);
  if ('faults' in read) throw new SallyportError('config_invalid', { place: read.faults[0] ?? read.name });
  return read;
}

async function policyOfConfig(
  file: YamlFile,
  { config, folder }: { readonly config: RawConfig; readonly folder: string },
): Promise<PolicyFileRead> {
  const { policy, policyFile } = config;
  if (policy !== undefined) return policyOf(file, { value: policy, steps: ['policy'] });
  if (typeof policyFile !== 'string')
    throw new SallyportError('config_invalid', { place: `${file.name} has no policy` });
  const other = await readYaml(resolve(folder, policyFile));
  return policyOf(other, { value: other.value, steps: [] });
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

function connectionsOf(raw: readonly unknown[]): readonly KnownConnection[] {
  return raw.flatMap((one) => {
    const { name, baa = false, kind, operations } = Object(one) as Partial<KnownConnection>;
    if (typeof name !== 'string') return [];
    return [
      { name, baa, ...(kind === undefined ? {} : { kind }), ...(operations === undefined ? {} : { operations }) },
    ];
  });
}

function surroundingsOf(config: RawConfig, connections: readonly KnownConnection[]): Surroundings {
  const issuers = [config.issuers, config.samlIssuers].flatMap((list) => (Array.isArray(list) ? list : []));
  return {
    connections,
    issuers: issuers.flatMap((one) => {
      const { issuer } = Object(one) as { readonly issuer?: unknown };
      return typeof issuer === 'string' ? [issuer] : [];
    }),
    reviewers: config.admin !== undefined,
  };
}
