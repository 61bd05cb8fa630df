import { type Connection, untilAborted } from '@sallyport/core';
import {
  DEFAULT_DETECT,
  DEFAULT_POLICY,
  type Door,
  type Intended,
  type Journal,
  type Reply,
} from '@sallyport/pipeline';
import type { CompanionClient } from './companion-client.ts';
import { type CallSummary, DEFAULT_MAX_DEPTH, type GuardOptions } from './guard-options.ts';

/** What the process calls itself towards its own policy: whoever runs it. The companion knows the real identity. */
const LOCAL = Object.freeze({ issuer: 'urn:sallyport:process', subject: 'self', groups: [], means: 'local' as const });

/** The connection as the inner door knows it: by name. Which provider stands behind it is the companion's affair. */
export function namedConnection(name: string): Connection {
  return Object.freeze({ name, kind: 'openai-compatible', baa: false });
}

/** The inner door: the same stages as the companion, before anything leaves the process. */
export function innerDoor(parts: {
  readonly options: GuardOptions;
  readonly client: CompanionClient;
  readonly send: (exchange: Intended) => Promise<Reply>;
}): Door {
  const { options, client, send } = parts;
  return {
    // A process that cannot say who it is stops here, before its text is even read.
    identify: async ({ call }) => {
      await untilAborted(client.grant(), call.signal);
      return LOCAL;
    },
    admit: async () => undefined,
    detect: options.detect ?? DEFAULT_DETECT,
    policy: () => DEFAULT_POLICY,
    journal: observer(options),
    send,
    maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
  };
}

/** At this door the durable record is the companion's; the application may watch. */
function observer({ onCall }: GuardOptions): Journal {
  const tell = (summary: CallSummary): void => {
    try {
      onCall?.(summary);
    } catch {
      // An observer's failure must not change what happens to the call.
    }
  };
  return {
    intent: async () => ({}),
    outcome: async (exchange, outcome) =>
      tell(summarise(exchange, { masked: outcome.masked, error: outcome.error?.code })),
    denied: async (exchange, error) => tell(summarise(exchange, { masked: undefined, error: error.code })),
  };
}

function summarise(
  exchange: Parameters<Journal['denied']>[0],
  end: { readonly masked: CallSummary['masked'] | undefined; readonly error: string | undefined },
): CallSummary {
  return Object.freeze({
    connection: exchange.connection.name,
    correlationId: exchange.correlationId,
    found: exchange.found ?? {},
    masked: end.masked ?? {},
    ...(exchange.operation === undefined ? {} : { operation: exchange.operation.id }),
    ...(end.error === undefined ? {} : { error: end.error }),
  });
}
