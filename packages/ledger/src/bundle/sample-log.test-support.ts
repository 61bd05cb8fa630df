import type { EventDetails, EventFacts, EventKind, Identity, ReviewDetails } from '@sallyport/core';
import { toBase64url, utf8 } from '@sallyport/core';
import { encodeEvent } from '../event/encode-event.ts';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import type { KeyedEventSigner } from '../event/event-signer.ts';
import { signEvent } from '../event/sign-event.ts';
import { SAMPLE_CLAIMS, SAMPLE_INTENT } from '../proof/proof-samples.test-support.ts';
import { signProof } from '../proof/sign-proof.ts';
import { growTree } from '../tree/grow-tree.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import { type SampleKeys, sampleKeys } from '../verify/sample-ledger.test-support.ts';

/** For tests: an invented identity. */
export const identityOf = (subject: string): Identity => ({ issuer: 'https://login.example.org/', subject });

/** For tests: the identity of most events. */
export const TRIAGE = identityOf('svc-triage');

/** For tests: what an event says beside its kind. */
export interface SampleFacts {
  readonly details?: EventDetails;
  /** Default: `TRIAGE`. `null`: nobody. */
  readonly identity?: Identity | null;
  readonly status?: EventFacts['status'];
  /** Who signs. Default: the companion. */
  readonly by?: KeyedEventSigner;
}

/** For tests: what a call is. */
export interface SampleCall {
  readonly identity?: Identity;
  /** Whose key signs the intent. Default: none. */
  readonly client?: KeyedEventSigner;
  readonly details?: EventDetails;
  readonly review?: ReviewDetails;
  /** Without its outcome. */
  readonly open?: boolean;
}

/** For tests: what a call under a review, and each event about one, names. */
export const REVIEWED = Object.freeze({
  connection: 'openai',
  operation: 'embeddings.create',
  policy: `sha256:${'ab'.repeat(32)}`,
  rule: 'bulk',
});

/** For tests: the bytes that a review binds. */
export const BINDING = Object.freeze({
  before: toBase64url(new Uint8Array(32).fill(5)),
  after: toBase64url(new Uint8Array(32).fill(6)),
});

/** For tests: a log in memory that grows event by event, as a companion's does; a second goes by with each, unless `now` is set. */
export class SampleLog {
  readonly keys: SampleKeys;
  readonly leaves: Uint8Array[] = [];
  /** The time of the next event, in milliseconds since the Unix epoch. */
  now = 1_795_000_000_000;
  #edge: TreeEdge = EMPTY_EDGE;
  #ids = 0;

  private constructor(keys: SampleKeys) {
    this.keys = keys;
  }

  /** A log without entries. */
  static async open(keys?: SampleKeys): Promise<SampleLog> {
    return new SampleLog(keys ?? (await sampleKeys()));
  }

  get size(): number {
    return this.leaves.length;
  }

  get root(): Uint8Array {
    return rootOf(this.#edge);
  }

  /** A UUID, in turn. */
  id(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  }

  /** Adds an event, and gives its index. */
  async event(kind: EventKind, { details = {}, identity = TRIAGE, status = 'success', by }: SampleFacts = {}) {
    const facts: EventFacts = { id: this.id(), kind, time: this.now, status, details };
    const whole = encodeEvent(identity === null ? facts : { ...facts, identity }, { version: '0.1.0' });
    return this.put(await signEvent(whole, by ?? this.keys.events));
  }

  /** Adds a leaf as it is, and gives its index. */
  put(leaf: Uint8Array): number {
    this.leaves.push(leaf);
    this.#edge = growTree(this.#edge, [hashLeaf(leaf)]).edge;
    this.now += 1000;
    return this.leaves.length - 1;
  }

  /** Adds a client's key, and the grant that names it. */
  async client(identity = TRIAGE): Promise<KeyedEventSigner> {
    const client = await sampleEventSigner();
    await this.event('grant.issued', { identity, details: { clientKey: client.publicKey, connection: 'openai' } });
    return client;
  }

  /** Adds what becomes of a call, and gives its session. */
  async call({ identity = TRIAGE, client, details = {}, review, open = false }: SampleCall = {}): Promise<string> {
    const session = this.id();
    const clientIntent = client === undefined ? {} : { clientIntent: await this.#intent(client) };
    const same = { sessionId: session, ...REVIEWED, ...details };
    const named = review === undefined ? {} : { review };
    await this.event('session.intent', { identity, details: { ...same, ...clientIntent, ...named } });
    if (review !== undefined && review.kind !== 'window') {
      await this.event('review.used', { identity, details: { ...same, review } });
    }
    if (!open) await this.outcome(session, { identity, details });
    return session;
  }

  /** Adds the outcome of a session. */
  outcome(session: string, { details = {}, ...facts }: SampleFacts = {}): Promise<number> {
    const { policy, rule, ...same } = { ...REVIEWED, ...details };
    return this.event('session.outcome', { ...facts, details: { sessionId: session, ...same } });
  }

  /** Adds so many calls. */
  async calls(count: number, call: SampleCall = {}): Promise<void> {
    for (let at = 0; at < count; at += 1) await this.call(call);
  }

  /** Adds a heartbeat. */
  heartbeat(): Promise<number> {
    const checkpoint = { size: this.size, root: toBase64url(this.root) };
    return this.event('checkpoint.witnessed', { identity: null, details: { checkpoint } });
  }

  async #intent(client: KeyedEventSigner): Promise<{ readonly kid: string; readonly id: string }> {
    const id = this.id();
    const claims = { ...SAMPLE_CLAIMS, jti: id, iat: Math.floor(this.now / 1000), intent: SAMPLE_INTENT };
    this.put(utf8(await signProof(claims, client)));
    return { kid: client.publicKey.kid, id };
  }
}
