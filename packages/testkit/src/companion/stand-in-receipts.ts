import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint, exportJWK, type JWK } from 'jose';
import { leafHash } from './merkle.ts';
import type { StandInLog } from './stand-in-log.ts';

/** A receipt before it is signed. A test may spoil any part of it. */
export interface ReceiptDraft {
  readonly header: { readonly alg: string; readonly typ: string; readonly kid: string };
  readonly payload: {
    readonly origin: string;
    readonly index: unknown;
    readonly leaf_hash: unknown;
    readonly tree_size: unknown;
  };
  readonly key: KeyObject;
}

/** Signs the stand-in's receipts. */
export class StandInReceipts {
  /** What becomes of each receipt; `undefined` for none at all. */
  spoil: (draft: ReceiptDraft) => ReceiptDraft | undefined = (draft) => draft;
  readonly #log: StandInLog;
  #key = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(log: StandInLog) {
    this.#log = log;
  }

  /** The key they are verified with. */
  async publicKey(): Promise<JWK> {
    const { kty, crv, x, y } = await exportJWK(this.#key.publicKey);
    return { kty, crv, x, y, kid: await calculateJwkThumbprint({ kty, crv, x, y } as JWK) } as JWK;
  }

  /** The key they are signed with, for what else the stand-in signs. */
  get privateKey(): KeyObject {
    return this.#key.privateKey;
  }

  /** A receipt for leaves at these places. */
  async sign(indexes: readonly number[]): Promise<string | undefined> {
    const hashes = indexes.map((index) => leafHash(this.#log.leaves[index] ?? Buffer.alloc(0)).toString('base64url'));
    const one = indexes.length === 1;
    const { kid = '' } = await this.publicKey();
    const draft = this.spoil({
      header: { alg: 'ES256', typ: 'sallyport-receipt+jws', kid },
      payload: {
        origin: this.#log.origin,
        index: one ? indexes[0] : indexes,
        leaf_hash: one ? hashes[0] : hashes,
        tree_size: this.#log.size,
      },
      key: this.#key.privateKey,
    });
    if (draft === undefined) return undefined;
    return new CompactSign(Buffer.from(JSON.stringify(draft.payload))).setProtectedHeader(draft.header).sign(draft.key);
  }

  /** Signs with another key from now on. */
  rekey(): void {
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }
}
