// The process that sends: it prepares whole requests, then sends them over kept connections, each when the last answer came.
import { type Exchanges, prepareExchanges } from '../exchange/prepare-exchanges.ts';
import { type EventBatches, sendBatches } from '../ledger/send-batches.ts';
import { answerParent } from '../process/answer-parent.ts';
import { closedLoop, type LoadFigures } from './closed-loop.ts';
import { type Calls, prepareCalls } from './prepare-calls.ts';

interface CallOrder extends Calls {
  readonly connections: number;
}

interface ExchangeOrder extends Exchanges {
  readonly connections: number;
}

/** What the load process is asked. */
export type LoadProcess = typeof handlers;

const handlers = {
  /** Sends calls of a model. */
  call: async ({ connections, ...calls }: CallOrder): Promise<LoadFigures> =>
    closedLoop({ origin: new URL(calls.to.url).origin, requests: await prepareCalls(calls), connections }),
  /** Exchanges identity tokens for grants. */
  exchange: async ({ connections, ...exchanges }: ExchangeOrder): Promise<LoadFigures> =>
    closedLoop({ origin: exchanges.companion, requests: await prepareExchanges(exchanges), connections }),
  /** Sends batches of events. */
  sendEvents: (batches: EventBatches) => sendBatches(batches),
};

answerParent(handlers);
