import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ErrorCode, type EventDetails, type SallyportError, toBase64url } from '@sallyport/core';
import {
  commit,
  heldPayload,
  type Intended,
  type Journal,
  newSalt,
  type Outcome,
  type Refused,
  type Reviewed,
} from '@sallyport/pipeline';
import type { KnownOfSession } from '../ledger/index.ts';
import type { SessionRecorder } from '../recordings/index.ts';
import type { SaltKeeper } from '../secrets/index.ts';
import type { ModelKeeper, SubjectOfCareKeeper } from '../sessions/index.ts';
import { claimsTooLittle } from './claims-too-little.ts';
import type { DraftItem, EventDraft, EventLog } from './event-log.ts';
import type { Receipts } from './receipts.ts';
import { commitIntent, commitOutcome } from './recorded-commits.ts';

/** What the journal works with. */
export interface JournalParts {
  readonly log: EventLog;
  readonly salts: SaltKeeper;
  readonly subjects: SubjectOfCareKeeper;
  readonly models: ModelKeeper;
  readonly receipts: Receipts;
  /** Default: nothing is recorded. */
  readonly recorder?: SessionRecorder;
  /** The configuration that calls work under. */
  readonly applied: Required<Pick<EventDetails, 'config' | 'configVersion'>>;
}

/** Whoever is refused so is known, and has no business here. */
const STRANGERS: ReadonlySet<ErrorCode> = new Set(['identity_not_allowed', 'grant_revoked']);

/** The outer door's journal: every step is an event in the ledger, durable before the next step is taken. */
export function ledgerJournal(parts: JournalParts): Journal {
  const { log, salts, receipts, applied, recorder } = parts;
  return {
    intent: async (exchange) => {
      const { signed, body, egress } = exchange;
      const id = crypto.randomUUID();
      const salt = signed?.stated?.salt ?? newSalt();
      const request = signed?.stated?.intent.commitment ?? (await commit(salt, body));
      const commitments = { request, egress: egress === body ? request : await commit(salt, egress) };
      const opening = intentDraft(exchange, {
        ...decided(exchange, parts),
        ...applied,
        sessionId: id,
        ...(await attachmentDetails(exchange, salt)),
        bytesOut: egress.length,
        commitments,
        recording: { mode: exchange.decision.recording, retention: exchange.decision.retention },
      });
      const proof = signed === undefined ? [] : [{ ...signed, once: true }];
      const opened = { ...opening, salt: salts.seal(salt, id), known: knownOf(exchange, parts) };
      const begun = { id, salt, commitments };
      const { settled, recording } = await commitIntent(parts, {
        exchange: { ...exchange, session: begun },
        items: (recorded) => [...proof, ...finding(exchange, id), { ...opened, recorded }, ...usedReview(exchange, id)],
      });
      // The first is the client's intent where there is one, and otherwise the companion's.
      const intent = settled.slice(0, 1);
      // Not before the call was sent on, which would have to wait for it.
      const receipt = nextTurn().then(() => receipts.sign(intent));
      // Whoever waits for it is told; until then nobody is.
      receipt.catch(() => undefined);
      const session = { ...begun, receipt };
      if (recording !== undefined) recorder?.keep(session, recording);
      return session;
    },
    outcome: (exchange, outcome) =>
      commitOutcome(parts, {
        exchange,
        outcome,
        item: (said) => outcomeDraft(exchange, { ...applied, outcome: said }),
      }),
    denied: async (exchange, error) => {
      const { code } = error;
      const stranger = exchange.caller === undefined || STRANGERS.has(code);
      const kind = stranger ? 'auth.failed' : 'session.denied';
      const details = { ...decided(exchange, parts), ...applied, ...waitsFor(error), error: code };
      const draft: EventDraft = { ...sender(exchange), kind, status: 'failure', details };
      if (stranger) await log.record(draft);
      else await log.commit([{ draft, known: knownOf(exchange, parts) }]);
    },
  };
}

function intentDraft(exchange: Reviewed, details: EventDetails): DraftItem {
  const { signed } = exchange;
  const clientIntent = signed === undefined ? {} : { clientIntent: { kid: signed.kid, id: signed.id } };
  return {
    draft: {
      ...sender(exchange),
      kind: 'session.intent',
      status: 'success',
      details: { ...details, ...clientIntent },
    },
    session: 'open',
  };
}

/** What is attached, committed to under the session's salt. */
async function attachmentDetails({ attachments = [] }: Reviewed, salt: Uint8Array): Promise<EventDetails> {
  if (attachments.length === 0) return {};
  const told = attachments.map(async ({ type, bytes }) => {
    return { type, bytes: bytes.length, commitment: await commit(salt, heldPayload(bytes)) };
  });
  return { attachments: await Promise.all(told) };
}

function outcomeDraft(
  exchange: Intended,
  { outcome, ...applied }: JournalParts['applied'] & { readonly outcome: Outcome },
): DraftItem {
  const details = { ...ended(exchange), ...applied, ...defined({ ...outcome, error: outcome.error?.code }) };
  const failed = outcome.error !== undefined || (outcome.upstreamStatus ?? 0) >= 400;
  const status = failed ? 'failure' : 'success';
  return { draft: { ...sender(exchange), kind: 'session.outcome', status, details }, session: 'close' };
}

/** A client that says it left less in than is there either cannot see it or does not say what it sees. */
function finding(exchange: Reviewed, sessionId: string): readonly DraftItem[] {
  const claimed = claimsTooLittle(exchange);
  if (claimed === undefined) return [];
  const { correlationId, connection, operation, found } = exchange;
  const details = { correlationId, sessionId, connection: connection.name, operation: operation.id, found, claimed };
  return [{ draft: { ...sender(exchange), kind: 'finding.raised', status: 'success', details } }];
}

/** That an approval was used up stands in the ledger with the call that used it, or neither does. A window is not used up. */
function usedReview(exchange: Reviewed, sessionId: string): readonly DraftItem[] {
  const review = exchange.approval?.review;
  if (review === undefined || review.kind === 'window') return [];
  const { correlationId, connection, operation, decision } = exchange;
  const { policy, rule } = decision;
  const call = { correlationId, sessionId, connection: connection.name, operation: operation.id };
  const details = { ...call, policy: policy.digest, rule, review };
  return [{ draft: { ...sender(exchange), kind: 'review.used', status: 'success', details } }];
}

/** The review by which a call was refused, where it was. */
function waitsFor({ details: { review } }: SallyportError): EventDetails {
  return review === undefined ? {} : { review: { id: review.id, kind: 'call' } };
}

function sender({ caller, call }: Refused): Pick<EventDraft, 'identity' | 'clientIp'> {
  return defined({ identity: caller, clientIp: call.clientIp });
}

/** What a call is found by beside what its event says. */
function knownOf(
  { caller, connection, baa = connection.baa, model, signed }: Refused,
  { models }: Pick<JournalParts, 'models'>,
): KnownOfSession {
  return defined({
    client: caller?.client,
    groups: caller?.groups,
    baa,
    model: model === undefined ? undefined : models.keep(model),
    replaced: signed?.stated?.intent.applied,
  });
}

function decided(exchange: Refused & Partial<Reviewed>, { subjects }: Pick<JournalParts, 'subjects'>): EventDetails {
  const { subjectOfCare: pseudonym } = exchange;
  return defined({
    subjectOfCare: pseudonym === undefined ? undefined : toBase64url(subjects.digest(pseudonym)),
    correlationId: exchange.correlationId,
    connection: exchange.connection.name,
    operation: exchange.operation?.id,
    policy: exchange.decision?.policy.digest,
    rule: exchange.decision?.rule,
    found: exchange.found,
    applied: exchange.applied,
    inputs: exchange.inputs,
    purpose: exchange.purpose,
    review: exchange.approval?.review,
  });
}

function ended({ correlationId, connection, operation, session }: Intended): EventDetails {
  return defined({ correlationId, connection: connection.name, operation: operation.id, sessionId: session.id });
}

/** The same object without the properties that are `undefined`. Several times a call: a list of entries takes eight times as long. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const rest: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) if (value[name] !== undefined) rest[name] = value[name];
  return rest as never;
}
