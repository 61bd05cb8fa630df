import { isSallyportError } from '@sallyport/core';
import { isSecretName, sealedUnder } from '../secrets/index.ts';
import type { SealedStore } from './rotation-parts.ts';
import { type SealedRow, sealedRows } from './sealed-rows.ts';

/** How many are sealed under one root key. */
export interface SealedCount {
  /** `undefined`: what is stored is no sealed secret. */
  readonly keyId: string | undefined;
  /** Versions of secrets, the companion's own among them. */
  readonly secrets: number;
  readonly signingKeys: number;
}

/** A secret, without its value. */
export interface SecretStatus {
  readonly name: string;
  /** Those that live, the oldest first. */
  readonly versions: readonly { readonly version: number; readonly createdAt: Date }[];
}

/** Under which root keys things are sealed, and which secrets there are. */
export interface KeyStatus {
  /** The id of the root key that seals. */
  readonly current: string;
  /** The id of the one before it, where it is configured. */
  readonly previous?: string;
  readonly sealed: readonly SealedCount[];
  /** By name. */
  readonly secrets: readonly SecretStatus[];
}

/** Reads it from the database; nothing is opened, and no key management service asked. A failing database raises `internal`. */
export async function keyStatus({ database, wrapper }: SealedStore): Promise<KeyStatus> {
  const counts = new Map<string | undefined, SealedCount>();
  const secrets = new Map<string, SecretStatus>();
  for await (const row of sealedRows(database)) {
    const keyId = keyIdOf(row);
    counts.set(keyId, counted(counts.get(keyId) ?? { keyId, secrets: 0, signingKeys: 0 }, row));
    if (row.kind === 'signing_key' || !isSecretName(row.name)) continue;
    const { versions } = secrets.get(row.name) ?? { versions: [] };
    const version = { version: Number(row.key), createdAt: row.createdAt };
    secrets.set(row.name, { name: row.name, versions: [...versions, version] });
  }
  const { keyId: current, previous } = wrapper;
  const before = previous === undefined ? {} : { previous: previous.keyId };
  return { current, ...before, sealed: [...counts.values()], secrets: [...secrets.values()] };
}

function counted({ keyId, secrets, signingKeys }: SealedCount, { kind }: SealedRow): SealedCount {
  return kind === 'secret'
    ? { keyId, secrets: secrets + 1, signingKeys }
    : { keyId, secrets, signingKeys: signingKeys + 1 };
}

function keyIdOf({ sealed }: SealedRow): string | undefined {
  try {
    return sealedUnder(sealed);
  } catch (error) {
    if (isSallyportError(error)) return undefined;
    throw error;
  }
}
