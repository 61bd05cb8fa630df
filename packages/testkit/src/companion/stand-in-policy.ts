import { createHash, type KeyObject } from 'node:crypto';
import { type Baa, ENTITIES, type Identity } from '@sallyport/core';
import { CompactSign } from 'jose';
import type { StandInAnswer } from './stand-in-answer.ts';
import type { StandInReceipts } from './stand-in-receipts.ts';

/** A slice before it is signed. A test may spoil any part of it. */
export interface SliceDraft {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly key: KeyObject;
}

/** Whose slice it is, and which one they hold. */
export interface SliceAsked {
  readonly identity: Identity;
  readonly connection: string;
  readonly etag: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
}

/** Redacts every identifier, whatever the operation. */
const REDACT = Object.fromEntries(ENTITIES.map((entity) => [entity, 'redact']));
const SAFE_HARBOR = Object.freeze({
  version: 1,
  name: 'safe-harbor',
  digest: `sha256:${'5a'.repeat(32)}`,
  rules: [{ name: 'de-identified-text', effect: 'allow', operators: { out: REDACT, back: REDACT } }],
});

/** A slice that was given out so long ago is given out anew. Milliseconds. */
const FRESH_MS = 60_000;

/** The stand-in's policy, as `GET /v1/policy` gives it. A test may change it at any time. */
export class StandInPolicy {
  /** The slice of everybody. Default: every identifier is redacted. */
  slice: unknown = SAFE_HARBOR;
  version = 1;
  baa: Baa = 'self_hosted';
  /** How long a slice lives, in seconds. */
  lifeS = 300;
  /** What becomes of each slice; a text takes the place of the JWS. */
  spoil: (draft: SliceDraft) => SliceDraft | string = (draft) => draft;
  readonly #url: string;
  readonly #receipts: StandInReceipts;
  readonly #given = new Map<string, number>();

  /** Signs with the key of the stand-in's receipts. */
  constructor(url: string, receipts: StandInReceipts) {
    this.#url = url;
    this.#receipts = receipts;
  }

  /** Answers for a slice. */
  async answer({ identity, connection, etag, now }: SliceAsked): Promise<StandInAnswer> {
    const claims = {
      iss: this.#url,
      sub: identity.subject,
      sub_iss: identity.issuer,
      connection,
      ...{ baa: this.baa, version: this.version, policy: this.slice },
    };
    const tag = `"${createHash('sha256').update(JSON.stringify(claims)).digest('base64url')}"`;
    if (etag === tag && now - (this.#given.get(tag) ?? 0) < FRESH_MS)
      return { status: 304, headers: { etag }, body: '' };
    this.#given.set(tag, now);
    const iat = Math.floor(now / 1000);
    const { kid = '' } = await this.#receipts.publicKey();
    const draft = this.spoil({
      header: { alg: 'ES256', typ: 'sallyport-policy+jws', kid },
      payload: { ...claims, iat, exp: iat + this.lifeS },
      key: this.#receipts.privateKey,
    });
    const slice = typeof draft === 'string' ? draft : await sign(draft);
    return { headers: { 'content-type': 'application/json', etag: tag }, body: JSON.stringify({ slice }) };
  }
}

function sign({ header, payload, key }: SliceDraft): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader(header as { readonly alg: string })
    .sign(key);
}
