import type {
  AppliedCounts,
  Connection,
  EntityCounts,
  EventDetails,
  EventFacts,
  EventKind,
  Identity,
  Purpose,
} from '@sallyport/core';
import { type BundleEntry, encodeEvent } from '@sallyport/ledger';
import { DAY, DIGEST, HOUR, WEEK_FROM, WEEK_TO } from './sample-bundle.ts';
import { SampleChance, sampleApplied } from './sample-chance.ts';
import { ADMIN, AUDITOR, REVIEWERS, SAMPLE_IDENTITIES } from './sample-people.ts';

const CONNECTIONS: readonly (Pick<Connection, 'name'> & { readonly operation: string; readonly rule: string })[] = [
  { name: 'openai', operation: 'chat.completions.create', rule: 'clinicians' },
  { name: 'openai', operation: 'embeddings.create', rule: 'search' },
  { name: 'azure-notes', operation: 'responses.create', rule: 'notes' },
  { name: 'bedrock', operation: 'bedrock.converse', rule: 'discharge' },
  { name: 'ward-model', operation: 'chat.completions.create', rule: 'self-hosted' },
];
const PURPOSES: readonly Purpose[] = ['treatment', 'treatment', 'treatment', 'operations', 'payment', 'research'];
const POLICY = `sha256:${'5e'.repeat(32)}`;
const LATER_POLICY = `sha256:${'a7'.repeat(32)}`;
const CONFIG = `sha256:${'c0'.repeat(32)}`;

/** How much of a day's traffic there is in each hour, in UTC, of a hospital five hours behind. */
const HOURS = [3, 2, 1, 1, 1, 1, 1, 1, 2, 3, 5, 10, 18, 26, 30, 31, 29, 26, 28, 27, 24, 17, 9, 5];
const WEEKDAYS = [1, 1.1, 1.05, 1, 0.9, 0.35, 0.3];

/** How much there is in a sample. */
export interface SampleWeekOptions {
  readonly seed?: number;
  /** Calls of a usual hour of a usual day, times ten. Default: 10. */
  readonly traffic?: number;
}

/** A week of traffic by twenty identities, the same for the same seed: verified entries as `verifyBundle` tells of them. */
export function sampleWeek(options: SampleWeekOptions = {}): readonly BundleEntry[] {
  return new SampleWeek(options).entries();
}

type DraftedEvent = Omit<EventFacts, 'id' | 'status'> & { readonly status?: EventFacts['status'] };
type Drafted = DraftedEvent | { readonly time: number; readonly proof: AppliedCounts; readonly jti: string };

class SampleWeek {
  readonly #chance: SampleChance;
  readonly #traffic: number;
  readonly #drafts: Drafted[] = [];

  constructor({ seed = 20_261_116, traffic = 10 }: SampleWeekOptions) {
    this.#chance = new SampleChance(seed);
    this.#traffic = traffic;
  }

  entries(): readonly BundleEntry[] {
    this.#context();
    for (let time = WEEK_FROM - HOUR; time < WEEK_TO + HOUR; time += HOUR) this.#hour(time);
    this.#heartbeats();
    this.#administration();
    const drafts = this.#drafts.sort((a, b) => a.time - b.time);
    const outside = drafts.findIndex(({ time }) => time >= WEEK_FROM - HOUR);
    return drafts.map((draft, place) => this.#entry(draft, { place, within: place < outside ? 'context' : 'range' }));
  }

  #entry(
    draft: Drafted,
    { place, within }: { readonly place: number; readonly within: BundleEntry['within'] },
  ): BundleEntry {
    const { time } = draft;
    const base = { index: 51_200 + place, within, inPeriod: time >= WEEK_FROM && time < WEEK_TO, time } as const;
    if ('jti' in draft) {
      const intent = { correlationId: this.#chance.uuid(), commitment: DIGEST, applied: draft.proof };
      const iat = Math.floor(time / 1000);
      const proof = { jti: draft.jti, htm: 'POST', htu: 'https://sallyport.hospital.example/', iat, intent };
      return { ...base, kid: 'client-key', id: draft.jti, proof };
    }
    const facts = { status: 'success', ...draft, id: this.#chance.uuid() } as const;
    return { ...base, kid: 'companion-key', event: encodeEvent(facts, { version: '0.1.0' }) };
  }

  /** Grants from before the week, on which what is in it rests. */
  #context(): void {
    for (const identity of SAMPLE_IDENTITIES.slice(0, 6)) {
      this.#add('grant.issued', { time: WEEK_FROM - 2 * DAY, identity, details: this.#grant() });
    }
  }

  #hour(time: number): void {
    const weekday = WEEKDAYS[Math.floor((time - WEEK_FROM) / DAY) % 7] ?? 0.3;
    const most = ((HOURS[(time / HOUR) % 24] ?? 1) * weekday * this.#traffic) / 10;
    const calls = Math.round(most * (0.75 + this.#chance.part() * 0.5));
    for (let call = 0; call < calls; call += 1) this.#call(time + this.#chance.whole(HOUR));
  }

  #call(time: number): void {
    const identity = this.#identity();
    const { name: connection, operation, rule } = this.#chance.one(CONNECTIONS);
    const call = { connection, operation, correlationId: this.#chance.uuid() };
    const policy = time < WEEK_FROM + 3.4 * DAY ? POLICY : LATER_POLICY;
    const decided = { ...call, policy, rule, config: CONFIG, configVersion: policy === POLICY ? 41 : 42 };
    const facts = { identity, clientIp: `10.20.${this.#chance.whole(8)}.${1 + this.#chance.whole(250)}` };
    if (this.#chance.part() < 0.06) this.#refused(time, { facts, details: decided });
    else this.#session(time, { facts, details: decided });
  }

  #session(time: number, { facts, details }: Call): void {
    const sessionId = this.#chance.uuid();
    const found = this.#chance.found();
    const jti = this.#chance.part() < 0.6 ? this.#chance.uuid() : undefined;
    if (jti !== undefined)
      this.#drafts.push({ time: time - 3, jti, proof: sampleApplied(this.#chance.found(), 'tokenize') });
    const left = details.connection === 'ward-model';
    this.#add('session.intent', {
      ...{ time, ...facts },
      details: {
        ...{ ...details, sessionId, found, applied: sampleApplied(found, left ? 'allow' : 'redact') },
        ...{
          inputs: 1 + this.#chance.whole(4),
          bytesOut: 600 + this.#chance.whole(9_000),
          purpose: this.#chance.one(PURPOSES),
        },
        ...(jti === undefined ? {} : { clientIntent: { kid: 'client-key', id: jti } }),
        ...{ commitments: { request: DIGEST, egress: DIGEST }, recording: { mode: 'redacted', retention: 'standard' } },
      },
    });
    if (jti !== undefined && this.#chance.part() < 0.012)
      this.#finding(time, { facts, details: { ...details, sessionId } });
    this.#outcome(time + 200 + this.#chance.whole(9_000), { facts, details: { ...details, sessionId } });
  }

  #outcome(time: number, { facts, details }: SentCall): void {
    const { connection, operation, correlationId, sessionId } = details;
    const call = { connection, operation, correlationId, sessionId };
    const chance = this.#chance.part();
    if (chance < 0.001) return;
    const recording = { mode: 'redacted', retention: 'standard', segments: 1, digest: DIGEST } as const;
    const came = {
      bytesBack: 300 + this.#chance.whole(6_000),
      commitments: { answer: DIGEST, reply: DIGEST },
      recording,
    };
    const masked: EntityCounts = this.#chance.part() < 0.2 ? { NAME: 1 + this.#chance.whole(3), DATE: 1 } : {};
    if (chance < 0.004) this.#add('session.outcome', { time, ...facts, status: 'unknown', details: call });
    else if (chance < 0.03) this.#failed(time, { facts, details: call });
    else this.#add('session.outcome', { time, ...facts, details: { ...call, ...came, masked, upstreamStatus: 200 } });
  }

  #failed(time: number, { facts, details }: SentCall): void {
    const why = this.#chance.one([
      { upstreamStatus: 429 },
      { upstreamStatus: 500, error: 'upstream_failed' },
      { error: 'upstream_timeout' },
    ] as const);
    this.#add('session.outcome', { time, ...facts, status: 'failure', details: { ...details, ...why } });
  }

  #refused(time: number, { facts, details }: Call): void {
    const error = this.#chance.one([
      'policy_denied',
      'policy_denied',
      'review_required',
      'phi_blocked',
      'input_unreadable',
    ] as const);
    const found = this.#chance.found();
    if (error !== 'review_required') {
      this.#add('session.denied', { time, ...facts, status: 'failure', details: { ...details, found, error } });
      return;
    }
    const id = this.#chance.uuid();
    const review = { id, kind: 'call', binding: { before: DIGEST, after: DIGEST }, until: time + HOUR } as const;
    const asked = {
      ...facts,
      details: { ...details, found, review: { ...review, approvals: { given: 0, quorum: 2 } } },
    };
    this.#add('review.requested', { time: time - 1, ...asked });
    const waits = { ...details, found, error, review: { id, kind: 'call' } } as const;
    this.#add('session.denied', { time, ...facts, status: 'failure', details: waits });
    this.#decisions(time, { facts, details: { ...details, review } });
  }

  #decisions(time: number, { facts, details }: Call): void {
    const { identity } = facts;
    const review = { ...details.review, requester: identity } as NonNullable<EventDetails['review']>;
    const chance = this.#chance.part();
    const decide = (place: number, more: object) => {
      const decided = {
        ...details,
        adminSessionId: this.#chance.uuid(),
        review: { ...review, justification: DIGEST, ...more },
      };
      const by = REVIEWERS[place] ?? ADMIN;
      this.#add('review.decided', { time: time + (place + 1) * 240_000, identity: by, details: decided });
    };
    if (chance < 0.1) {
      this.#add('review.expired', { time: time + HOUR, details: { ...details, review } });
    } else if (chance < 0.25) {
      decide(2, { decision: 'reject', approvals: { given: 0, quorum: 2 } });
    } else if (chance < 0.31) {
      this.#breakGlass(time + 30_000, { facts, details: { ...details, review: details.review ?? review } });
    } else {
      decide(0, { decision: 'approve', approvals: { given: 1, quorum: 2 } });
      decide(1, { decision: 'approve', approvals: { given: 2, quorum: 2 } });
      const used = { ...details, sessionId: this.#chance.uuid(), review: details.review ?? review };
      this.#session(time + 600_000, { facts, details: used });
      this.#add('review.used', { time: time + 600_001, ...facts, details: used });
    }
  }

  #breakGlass(time: number, { facts, details }: Call): void {
    const own = details.review as NonNullable<EventDetails['review']>;
    const broken = { ...own, decision: 'break_glass', reason: 'emergency_care', justification: DIGEST } as const;
    this.#add('review.decided', { time, ...facts, details: { ...details, review: broken } });
    const after = { id: this.#chance.uuid(), kind: 'after_the_fact' } as const;
    this.#add('review.requested', { time: time + 1, ...facts, details: { ...details, review: after } });
    this.#session(time + 5_000, { facts, details: { ...details, review: own } });
    const decision = { ...after, decision: 'approve', approvals: { given: 1, quorum: 1 } } as const;
    const looked = {
      ...details,
      adminSessionId: this.#chance.uuid(),
      review: { ...decision, requester: facts.identity },
    };
    this.#add('review.decided', { time: time + 3 * HOUR, identity: this.#chance.one(REVIEWERS), details: looked });
  }

  #finding(time: number, { facts, details }: SentCall): void {
    const { connection, operation, correlationId, sessionId } = details;
    const call = { connection, operation, correlationId, sessionId, found: { MRN: 2 }, claimed: {} };
    this.#add('finding.raised', { time, ...facts, details: call });
  }

  /** One a minute, but for twelve minutes on Thursday; three of them without an answer of the witness. */
  #heartbeats(): void {
    for (let time = WEEK_FROM - HOUR + 20_000; time < WEEK_TO + HOUR; time += 60_000) {
      const silent = time - WEEK_FROM > 3.4 * DAY && time - WEEK_FROM < 3.4 * DAY + 12 * 60_000;
      if (silent) continue;
      const unwitnessed = this.#chance.part() < 0.0003;
      const seen = unwitnessed ? ({ error: 'witness_unavailable' } as const) : { witnesses: ['witness.audit.example'] };
      const details = { checkpoint: { size: 50_000, root: DIGEST }, ...seen };
      this.#add('checkpoint.witnessed', { time, status: unwitnessed ? 'failure' : 'success', details });
    }
  }

  #administration(): void {
    for (let day = 0; day < 7; day += 1) this.#day(WEEK_FROM + day * DAY, day);
    const at = (days: number) => WEEK_FROM + days * DAY;
    const adminSessionId = this.#chance.uuid();
    const by = { identity: ADMIN, clientIp: '10.20.0.9' };
    this.#add('config.applied', {
      time: at(3.4),
      ...by,
      details: { config: CONFIG, configVersion: 42, adminSessionId },
    });
    const rotated = { what: 'secret', name: 'azure-key' } as const;
    this.#add('credential.rotated', { time: at(1.6), ...by, details: { rotated, adminSessionId } });
    this.#add('opt_out', { time: at(3.401), details: { optOut: 'engine_failure', config: CONFIG, configVersion: 42 } });
    const held = { hold: this.#chance.uuid(), adminSessionId };
    this.#add('recording.held', { time: at(4.6), identity: AUDITOR, details: held });
    const recording = { mode: 'redacted', reason: 'data_subject_request', digest: DIGEST } as const;
    this.#add('recording.purged', {
      time: at(4.7),
      ...by,
      details: { sessionId: this.#chance.uuid(), recording, adminSessionId },
    });
    for (let place = 0; place < 4; place += 1) {
      const read = { sessionId: this.#chance.uuid(), recording: { use: 'replay' }, adminSessionId } as const;
      this.#add('recording.read', { time: at(4.6) + place * 90_000, identity: AUDITOR, details: read });
    }
    const exported = { first: 0, end: 40_960, recordings: true } as const;
    this.#add('evidence.exported', { time: at(4.8), identity: AUDITOR, details: { exported, adminSessionId } });
    this.#add('grant.revoked', {
      time: at(2.5),
      ...by,
      details: { grantId: this.#chance.uuid(), connection: 'openai' },
    });
    this.#add('auth.failed', { time: at(5.1), status: 'failure', details: { error: 'token_invalid', count: 212 } });
  }

  #day(start: number, day: number): void {
    for (const identity of SAMPLE_IDENTITIES) {
      for (let grant = 0; grant < 3; grant += 1) {
        this.#add('grant.issued', { time: start + this.#chance.whole(DAY), identity, details: this.#grant() });
      }
    }
    for (const identity of [...REVIEWERS, ADMIN, AUDITOR]) {
      const roles =
        identity === ADMIN
          ? (['admin'] as const)
          : identity === AUDITOR
            ? (['auditor'] as const)
            : (['reviewer'] as const);
      this.#add('grant.issued', {
        time: start + 13 * HOUR,
        identity,
        details: { adminSessionId: this.#chance.uuid(), roles },
      });
      const read = identity === AUDITOR ? 'sessions' : 'reviews';
      const details = { read, adminSessionId: this.#chance.uuid() } as const;
      this.#add('admin.read', { time: start + 13 * HOUR + 60_000, identity, details });
    }
    for (const error of ['token_expired', 'proof_invalid', 'proof_replayed'] as const) {
      const who = error === 'token_expired' ? { identity: this.#identity() } : {};
      this.#add('auth.failed', {
        time: start + this.#chance.whole(DAY),
        ...who,
        status: 'failure',
        details: { error },
      });
    }
    if (day === 0 || day === 6) return;
    const conclusion = day === 4 ? 'follow_up' : 'no_concern';
    const about = { from: start - DAY, to: start, digest: DIGEST, findings: day === 4 ? 3 : this.#chance.whole(2) };
    const activity = { id: this.#chance.uuid(), ...about, conclusion } as const;
    const identity = this.#chance.one(REVIEWERS);
    this.#add('activity.reviewed', {
      time: start + 14 * HOUR,
      identity,
      details: { activity, adminSessionId: this.#chance.uuid() },
    });
  }

  #grant(): EventDetails {
    const kid = `client-key-${this.#chance.whole(60)}`;
    const clientKey = { kty: 'EC', crv: 'P-256', x: DIGEST, y: DIGEST, kid } as const;
    return { connection: this.#chance.one(CONNECTIONS).name, grantId: this.#chance.uuid(), clientKey };
  }

  /** Some call much more than others. */
  #identity(): Identity {
    const place = Math.floor(this.#chance.part() ** 2.2 * SAMPLE_IDENTITIES.length);
    return SAMPLE_IDENTITIES[place] ?? ADMIN;
  }

  #add(kind: EventKind, draft: Omit<DraftedEvent, 'kind'>): void {
    this.#drafts.push({ kind, ...draft });
  }
}

type CallDetails = EventDetails & {
  readonly connection: string;
  readonly operation: string;
  readonly correlationId: string;
};

interface Call {
  readonly facts: { readonly identity: Identity; readonly clientIp: string };
  readonly details: CallDetails;
}

interface SentCall extends Call {
  readonly details: CallDetails & { readonly sessionId: string };
}
