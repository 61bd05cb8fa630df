import { fromUtf8, utf8 } from '@sallyport/core';
import type { Database } from '../storage/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { type NamedBytes, openSecret, sealSecret } from './seal-secret.ts';
import { checkSecret, isSecretName } from './secret-name.ts';
import { type SecretRow, secretRows } from './secret-rows.ts';

/** One version of a secret. */
export interface SecretVersion {
  /** From 1. */
  readonly version: number;
  readonly value: string;
}

/** Named secrets, such as provider keys, sealed in the database. Each has one version that lives, or two while it is being rotated. */
export interface SecretStore {
  /**
   * Seals and keeps a secret, in place of an earlier one of this name. Raises `request_invalid` for a name or value that cannot be one,
   * `rotation_in_progress` while two versions live.
   */
  put(name: string, value: string): Promise<void>;
  /** The newest version, or `undefined` when there is none of this name. Raises `secret_unsealed` with the wrong root key, `key_unavailable`. */
  get(name: string): Promise<string | undefined>;
  /**
   * The versions that live, newest first: none, one or two. What was unsealed once is kept in memory, and is not unsealed again while it
   * stays the same: so this needs the root key only for what is new. Raises `secret_unsealed`, `key_unavailable`.
   */
  versions(name: string): Promise<readonly SecretVersion[]>;
  /**
   * Seals a new version, beside which the one before lives on. Raises `request_invalid` for a name that is not there or a value that cannot
   * be one, `rotation_in_progress` when two live already.
   */
  rotate(name: string, value: string): Promise<void>;
  /** Drops the older of two versions. Raises `request_invalid` when there are not two. */
  retire(name: string): Promise<void>;
  /** The names, sorted; never the values. */
  names(): Promise<readonly string[]>;
}

/** Keeps secrets in a database, sealed under a root key. A failing database raises `internal`. */
export function openSecretStore(parts: { readonly database: Database; readonly wrapper: KeyWrapper }): SecretStore {
  const { database, wrapper } = parts;
  const rows = secretRows(database);
  const unsealed = unsealer(wrapper);
  const seal = async (name: string, value: string) => {
    checkSecret(name, value);
    return sealSecret(wrapper, { name, bytes: utf8(value) });
  };
  const versions = async (name: string) => unsealed(name, await rows.list(name));
  return Object.freeze({
    put: async (name: string, value: string) => rows.put(name, await seal(name, value)),
    get: async (name: string) => (await versions(name))[0]?.value,
    versions,
    rotate: async (name: string, value: string) => rows.add(name, await seal(name, value)),
    retire: (name: string) => rows.dropOlder(name),
    // The companion's own stand in the same table, under names that no caller can give.
    names: async () => (await rows.names()).filter(isSecretName),
  });
}

interface Held extends SecretVersion {
  readonly sealed: Uint8Array;
}

/** Unseals what it has not unsealed before. It keeps no more than the versions that live, of the secrets it is asked for. */
function unsealer(wrapper: KeyWrapper) {
  const held = new Map<string, readonly Held[]>();
  return async (name: string, rows: readonly SecretRow[]): Promise<readonly SecretVersion[]> => {
    const known = held.get(name) ?? [];
    const opened = await Promise.all(
      rows.map(async ({ version, sealed }): Promise<Held> => {
        const same = known.find((one) => Buffer.compare(one.sealed, sealed) === 0);
        return { version, sealed, value: same?.value ?? (await open(wrapper, { name, bytes: sealed })) };
      }),
    );
    if (opened.length === 0) held.delete(name);
    else held.set(name, opened);
    return opened.map(({ version, value }) => ({ version, value }));
  };
}

async function open(wrapper: KeyWrapper, sealed: NamedBytes): Promise<string> {
  const bytes = await openSecret(wrapper, sealed);
  const value = fromUtf8(bytes);
  bytes.fill(0);
  return value;
}
