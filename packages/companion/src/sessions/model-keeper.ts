import { createHmac, createSecretKey } from 'node:crypto';
import { fromUtf8, utf8 } from '@sallyport/core';
import { type KeyWrapper, loadOwnSecret, openBytes, sealBytes } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';

/** A model as it is kept: a caller can write anything where its name stands. */
export interface KeptModel {
  /** 16 bytes that are the same for the same name, and tell nothing about it. */
  readonly digest: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Keeps the names of models. */
export interface ModelKeeper {
  /** As `KeptModel.digest`. */
  digest(model: string): Uint8Array;
  keep(model: string): KeptModel;
  /** The name again. Raises `secret_unsealed`. */
  open(sealed: Uint8Array): string;
}

/** A slash cannot stand in the name of a secret of the store, so this one is nobody else's. */
const NAME = 'session/model-key';
const DIGEST_BYTES = 16;
const CONTEXT = utf8('model');
/** How many models are remembered as they are kept: callers name the same few. */
const REMEMBERED = 64;

/** Opens the keys, making them first when there are none. Raises `secret_unsealed` with the wrong root key, `internal` when the database fails. */
export async function modelKeeper(parts: {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
}): Promise<ModelKeeper> {
  const secret = await loadOwnSecret({ ...parts, name: NAME });
  const derive = (use: string) => createSecretKey(createHmac('sha256', secret).update(use).digest());
  const [digestKey, sealKey] = [derive('digest'), derive('seal')];
  const digest = (model: string) =>
    new Uint8Array(createHmac('sha256', digestKey).update(model).digest().subarray(0, DIGEST_BYTES));
  const remembered = new Map<string, KeptModel>();
  const keep = (model: string): KeptModel => {
    const kept = { digest: digest(model), sealed: sealBytes(sealKey, { bytes: utf8(model), context: CONTEXT }) };
    const [oldest] = remembered.keys();
    if (oldest !== undefined && remembered.size >= REMEMBERED) remembered.delete(oldest);
    remembered.set(model, kept);
    return kept;
  };
  return Object.freeze({
    digest,
    // The digest tells as much as the same sealed bytes do: that it is the same name.
    keep: (model: string) => remembered.get(model) ?? keep(model),
    open: (sealed: Uint8Array) => fromUtf8(openBytes(sealKey, { bytes: sealed, context: CONTEXT })),
  });
}
