import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ErrorCode, EventDetails, SallyportError } from '@sallyport/core';
import { commit, type Intended, type Journal, newSalt, type Refused, type Reviewed } from '@sallyport/pipeline';
import type { SaltKeeper } from '../secrets/index.ts';
import { claimsTooLittle } from './claims-too-little.ts';
import type { DraftItem, EventDraft, EventLog } from './event-log.ts';
import type { Receipts } from './receipts.ts';

/** What the journal works with. */
export interface JournalParts {
  readonly log: EventLog;
  readonly salts: SaltKeeper;
  readonly receipts: Receipts;
  /** The configuration that calls work under. */
  readonly applied: Required<Pick<EventDetails, 'config' | 'configVersion'>>;
}

/** Whoever is refused so is known, and has no business here. */
const STRANGERS: ReadonlySet<ErrorCode> = new Set(['identity_not_allowed', 'grant_revoked']);

/** The outer door's journal: every step is an event in the ledger, durable before the next step is taken. */
export function ledgerJournal({ log, salts, receipts, applied }: JournalParts): Journal {
  return {
    intent: async (exchange) => {
      const { signed, body, egress } = exchange;
      const id = crypto.randomUUID();
      const salt = signed?.stated?.salt ?? newSalt();
      const request = signed?.stated?.intent.commitment ?? (await commit(salt, body));
      const commitments = { request, egress: egress === body ? request : await commit(salt, egress) };
      const opening = intentDraft(exchange, {
        ...decided(exchange),
        ...applied,
        sessionId: id,
        bytesOut: egress.length,
        commitments,
      });
      const proof = signed === undefined ? [] : [{ ...signed, once: true }];
      const opened = { ...opening, salt: salts.seal(salt, id) };
      const items = [...proof, ...finding(exchange, id), opened, ...usedReview(exchange, id)];
      // The first is the client's intent where there is one, and otherwise the companion's.
      const intent = (await log.commit(items)).slice(0, 1);
      // Not before the call was sent on, which would have to wait for it.
      const receipt = nextTurn().then(() => receipts.sign(intent));
      // Whoever waits for it is told; until then nobody is.
      receipt.catch(() => undefined);
      return { id, salt, commitments, receipt };
    },
    outcome: async (exchange, outcome) => {
      const details = { ...ended(exchange), ...applied, ...defined({ ...outcome, error: outcome.error?.code }) };
      const failed = outcome.error !== undefined || (outcome.upstreamStatus ?? 0) >= 400;
      await log.record(
        { ...sender(exchange), kind: 'session.outcome', status: failed ? 'failure' : 'success', details },
        'close',
      );
    },
    denied: async (exchange, error) => {
      const { code } = error;
      const stranger = exchange.caller === undefined || STRANGERS.has(code);
      const kind = stranger ? 'auth.failed' : 'session.denied';
      const details = { ...decided(exchange), ...applied, ...waitsFor(error), error: code };
      await log.record({ ...sender(exchange), kind, status: 'failure', details });
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

function decided(exchange: Refused & Partial<Reviewed>): EventDetails {
  return defined({
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

/** The same object without the properties that are `undefined`. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;
}
