import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  type EventDetails,
  type EventFacts,
  type EventKind,
  type RecordingDetails,
  toBase64url,
  utf8,
} from '@sallyport/core';
import {
  EMPTY_EDGE,
  encodeEvent,
  growTree,
  hashLeaf,
  type KeyedEventSigner,
  rootOf,
  signEvent,
  signProof,
  type TreeEdge,
  type Trust,
  webCryptoEventSigner,
  webCryptoNoteSigner,
  webCryptoWitnessSigner,
} from '@sallyport/ledger';
import { RecordingWriter } from '@sallyport/recording';

/** When the first entry was recorded, and how long after it each next one. */
const SAMPLE_START = Date.UTC(2026, 10, 16, 8);
const SAMPLE_STEP = 10_000;

const ORIGIN = 'ledger.example.org/audit';
const IDENTITY = { issuer: 'https://login.example.org/', subject: 'svc-triage' };
const REVIEWER = { issuer: 'https://login.example.org/', subject: 'r.adeyemi' };

/** For tests: the keys of a log, of a client and of a witness. */
export interface SampleKeys {
  readonly log: Awaited<ReturnType<typeof webCryptoNoteSigner>>;
  readonly witness: Awaited<ReturnType<typeof webCryptoWitnessSigner>>;
  readonly events: KeyedEventSigner;
  readonly client: KeyedEventSigner;
  readonly trust: Trust;
}

/** For tests: makes fresh keys. */
export async function sampleKeys(): Promise<SampleKeys> {
  const ed25519 = () => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JsonWebKey;
  const p256 = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JsonWebKey;
  const [log, witness] = [
    await webCryptoNoteSigner(ORIGIN, ed25519()),
    await webCryptoWitnessSigner('witness.example.net/w1', ed25519()),
  ];
  const [events, client] = [await webCryptoEventSigner(p256()), await webCryptoEventSigner(p256())];
  const trust = { logKeys: [log.verifierKey], eventKeys: [events.publicKey], witnesses: [witness.verifierKey] };
  return { log, witness, events, client, trust };
}

/** For tests: a log of invented calls, and the files that its entries name, by their paths in a bundle. */
export interface SampleLog {
  readonly keys: SampleKeys;
  readonly leaves: readonly Uint8Array[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Which entries outside of the range those in it rest on. */
  readonly context: readonly number[];
  /** The UUIDs of the sessions that have a recording and an original there; and of the one whose recording was purged. */
  readonly recorded: string;
  readonly purged: string;
  /** Where the call with a recording stands: its intent, and its outcome. */
  readonly call: readonly [number, number];
  /** Where the steps of a review stand: asked for, decided, and the intent that was sent under it. */
  readonly review: { readonly requested: number; readonly decided: number; readonly intent: number };
}

/** For tests: what may be otherwise about a sample log. */
export interface SampleOptions {
  readonly keys?: SampleKeys;
  /** The entries that are left out: those after them move up. */
  readonly without?: readonly number[];
  /** What the events at these indexes say. */
  readonly change?: (facts: EventFacts, index: number) => EventFacts;
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes);
const sha256 = (bytes: Uint8Array) => `sha256:${digestOf(bytes).digest('hex')}`;
const uuid = (index: number, kind = 'a') => `00000000-0000-4000-8000-${kind}${String(index).padStart(11, '0')}`;

const POLICY = utf8('{"name":"safe-harbor","rules":[]}');
const CONFIG = utf8('{"connections":[],"policy":{"name":"safe-harbor","rules":[]}}');
const IN_FORCE = { policy: sha256(POLICY), rule: 'all', config: sha256(CONFIG), configVersion: 1 };
const BINDING = Object.freeze({ before: 'A'.repeat(43), after: 'B'.repeat(43) });
const CALL = { connection: 'openai', operation: 'embeddings.create' };

const SAMPLE_SIZE = 901;

/** For tests: which entries the sample's bundle is of. */
export const SAMPLE_RANGE = Object.freeze({ first: 256, end: 768 });
/** For tests: the period that is asked for: from over ten minutes after the range begins, to as long before it ends. */
export const SAMPLE_PERIOD = Object.freeze({
  from: SAMPLE_START + 340 * SAMPLE_STEP,
  to: SAMPLE_START + 680 * SAMPLE_STEP,
});

/**
 * For tests: a log of 901 entries. A grant; calls, in turn signed by a client and plain, two of which lie on both sides of where the range begins and ends;
 * a heartbeat now and then; a review in the range, and one that was asked for before it; a call with a recording and an original, and one
 * whose recording was purged; and last, the export's own event.
 */
export async function sampleLog(options: SampleOptions = {}): Promise<SampleLog> {
  const log = new LogWriter(options.keys ?? (await sampleKeys()), options);
  await log.add('config.applied', { config: IN_FORCE.config, configVersion: 1 });
  log.restOnNext();
  await log.add('grant.issued', { connection: 'openai', grantId: uuid(1, 'b'), clientKey: log.keys.client.publicKey });
  await log.callsTo(250);
  log.restOnNext();
  const early = await log.request(uuid(1, 'c'));
  await log.callsTo(255);
  log.restOnNext();
  await log.plainCall();
  await log.callsTo(300);
  await log.approveAndSend(early);
  await log.callsTo(400);
  const recorded = await log.recordedCall();
  const purged = await log.recordedCall(false);
  const review = await log.approveAndSend(await log.request(uuid(2, 'c')));
  await log.callsTo(767);
  log.restOnNext(1);
  await log.plainCall();
  await log.callsTo(850);
  log.restOnNext();
  await log.add('recording.purged', { sessionId: purged, recording: { reason: 'expired' } });
  await log.callsTo(SAMPLE_SIZE - 1);
  log.restOnNext();
  const exported = { ...SAMPLE_RANGE, ...SAMPLE_PERIOD, recordings: true } as const;
  await log.add('evidence.exported', { adminSessionId: uuid(1, 'd'), exported });
  const { keys, leaves, files } = log;
  const context = log.context.filter((index) => index < SAMPLE_RANGE.first || index >= SAMPLE_RANGE.end);
  return { keys, leaves, files, context, recorded, purged, review, call: [400, 401] };
}

interface Requested {
  readonly id: string;
  readonly at: number;
}

/** Writes a log, entry after entry. */
class LogWriter {
  readonly keys: SampleKeys;
  readonly leaves: Uint8Array[] = [];
  readonly files = new Map<string, Uint8Array>([
    [`policies/${IN_FORCE.policy.slice(7)}.json`, POLICY],
    [`configs/${IN_FORCE.config.slice(7)}.json`, CONFIG],
  ]);
  readonly #options: SampleOptions;
  #edge: TreeEdge = EMPTY_EDGE;
  /** Where the next entry would be if none had been left out. */
  #next = 0;

  constructor(keys: SampleKeys, options: SampleOptions) {
    this.keys = keys;
    this.#options = options;
  }

  readonly context: number[] = [];

  /** What the range rests on: what is written next, or so many entries after it. */
  restOnNext(after = 0): void {
    this.context.push(this.leaves.length + after);
  }

  async add(kind: EventKind, details: EventDetails, more: Partial<EventFacts> = {}): Promise<number> {
    const index = this.#next;
    const time = SAMPLE_START + index * SAMPLE_STEP;
    const facts: EventFacts = {
      id: uuid(index, 'e'),
      kind,
      time,
      identity: IDENTITY,
      status: 'success',
      details,
      ...more,
    };
    const { change = (same: EventFacts) => same } = this.#options;
    const event = encodeEvent(change(facts, index), { version: '0.1.0' });
    this.#append(await signEvent(event, this.keys.events));
    return index;
  }

  /** Calls, of which a client signs every third, and heartbeats, until this many entries are there. */
  async callsTo(size: number): Promise<void> {
    for (let turn = 0; this.#next < size; turn += 1) {
      const room = size - this.#next;
      if (turn % 20 === 10 || room === 1) await this.#heartbeat();
      else if (room >= 3 && turn % 3 === 0) await this.#signedCall();
      else await this.plainCall();
    }
  }

  async plainCall(details: EventDetails = {}, recording: RecordingDetails = { mode: 'metadata' }): Promise<string> {
    const sessionId = uuid(this.#next);
    const call = { ...CALL, sessionId, correlationId: uuid(1, 'f') };
    await this.add('session.intent', {
      ...call,
      ...IN_FORCE,
      found: { NAME: 2 },
      applied: { NAME: { redact: 2 } },
      bytesOut: 90,
      ...details,
    });
    await this.add('session.outcome', { ...call, upstreamStatus: 200, bytesBack: 40, recording });
    return sessionId;
  }

  /** A call whose recording and original are there, or were until they were purged. */
  async recordedCall(kept = true): Promise<string> {
    const sessionId = uuid(this.#next);
    const segments: Uint8Array[] = [];
    const sink = { write: async ({ jwe }: { readonly jwe: Uint8Array }) => void segments.push(jwe, utf8('\n')) };
    const writer = new RecordingWriter({ id: sessionId, key: new Uint8Array(32).fill(7), sink });
    await writer.add({ type: 'body', of: 'answer', at: 1, text: 'invented' });
    await writer.flush();
    const digest = await writer.end({ type: 'end', at: 9 });
    const original = utf8(`{"protected":"${sessionId}"}\n`);
    if (kept) {
      this.files.set(`recordings/${sessionId}.jwes`, Buffer.concat(segments));
      this.files.set(`originals/${sessionId}.jwes`, original);
    }
    const originals = digestOf(original).digest('base64url');
    const { segments: count } = digest;
    return this.plainCall(
      {},
      { mode: 'sealed', segments: count, digest: digest.digest, originals, sealedBy: 'companion' },
    );
  }

  async request(id: string): Promise<Requested> {
    const at = this.#next;
    const until = SAMPLE_START + (at + 200) * SAMPLE_STEP;
    const review = { id, kind: 'call', binding: BINDING, approvals: { given: 0, quorum: 1 }, until } as const;
    await this.add('review.requested', { ...CALL, policy: IN_FORCE.policy, rule: 'all', review });
    return { id, at };
  }

  async approveAndSend({ id, at }: Requested): Promise<SampleLog['review']> {
    const about = { ...CALL, policy: IN_FORCE.policy, rule: 'all' };
    const until = SAMPLE_START + (this.#next + 60) * SAMPLE_STEP;
    const review = { id, kind: 'call', requester: IDENTITY } as const;
    const decided = await this.add(
      'review.decided',
      { ...about, review: { ...review, decision: 'approve', approvals: { given: 1, quorum: 1 }, until } },
      { identity: REVIEWER },
    );
    const sessionId = uuid(this.#next);
    const own = { id, kind: 'call', binding: BINDING } as const;
    const intent = await this.add('session.intent', { ...CALL, sessionId, ...IN_FORCE, bytesOut: 9, review: own });
    await this.add('review.used', { ...about, sessionId, review: own });
    await this.add('session.outcome', { ...CALL, sessionId, upstreamStatus: 200 });
    return { requested: at, decided, intent };
  }

  async #heartbeat(): Promise<void> {
    const checkpoint = { size: this.#edge.size, root: toBase64url(rootOf(this.#edge)) };
    await this.add('checkpoint.witnessed', { checkpoint, witnesses: ['witness.example.net/w1'] });
  }

  async #signedCall(): Promise<void> {
    const jti = uuid(this.#next, '9');
    const iat = Math.floor((SAMPLE_START + this.#next * SAMPLE_STEP) / 1000);
    const claims = { jti, htm: 'POST', htu: 'https://sallyport.example.org/c/openai/v1/embeddings', iat };
    this.#append(utf8(await signProof(claims, this.keys.client)));
    await this.plainCall({ clientIntent: { kid: this.keys.client.kid, id: jti } });
  }

  #append(leaf: Uint8Array): void {
    this.#next += 1;
    if (this.#options.without?.includes(this.#next - 1) === true) return;
    this.leaves.push(leaf);
    this.#edge = growTree(this.#edge, [hashLeaf(leaf)]).edge;
  }
}
