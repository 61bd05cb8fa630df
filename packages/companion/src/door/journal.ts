import type { EventDetails } from '@sallyport/core';
import type { Intended, Journal, Refused, Transformed } from '@sallyport/pipeline';
import type { EventDraft, EventLog } from './event-log.ts';

/** The outer door's journal: every step is an event in the ledger, durable before the next step is taken. */
export function ledgerJournal(log: EventLog): Journal {
  return {
    intent: async (exchange) => {
      const id = crypto.randomUUID();
      const details = { ...decided(exchange), sessionId: id, bytesOut: exchange.egress.length };
      await log.record({ ...sender(exchange), kind: 'session.intent', status: 'success', details }, 'open');
      return { id };
    },
    outcome: async (exchange, outcome) => {
      const details = { ...ended(exchange), ...defined({ ...outcome, error: outcome.error?.code }) };
      const failed = outcome.error !== undefined || (outcome.upstreamStatus ?? 0) >= 400;
      await log.record(
        { ...sender(exchange), kind: 'session.outcome', status: failed ? 'failure' : 'success', details },
        'close',
      );
    },
    denied: async (exchange, error) => {
      const kind = exchange.caller === undefined ? 'auth.failed' : 'session.denied';
      const details = { ...decided(exchange), error: error.code };
      await log.record({ ...sender(exchange), kind, status: 'failure', details });
    },
  };
}

function sender({ caller, call }: Refused): Pick<EventDraft, 'identity' | 'clientIp'> {
  return defined({ identity: caller, clientIp: call.clientIp });
}

function decided(exchange: Refused & Partial<Transformed>): EventDetails {
  return defined({
    correlationId: exchange.correlationId,
    connection: exchange.connection.name,
    operation: exchange.operation?.id,
    policy: exchange.decision?.policy.digest,
    rule: exchange.decision?.rule,
    found: exchange.found,
    applied: exchange.applied,
  });
}

function ended({ correlationId, connection, operation, session }: Intended): EventDetails {
  return defined({ correlationId, connection: connection.name, operation: operation.id, sessionId: session.id });
}

/** The same object without the properties that are `undefined`. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as never;
}
