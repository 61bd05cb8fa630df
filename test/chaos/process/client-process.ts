// An application in a process of its own: its guarded client makes calls until it is killed. It says what it was promised.
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { flushEvents } from '@sallyport/guard';
import { oidcClientCredentials } from '@sallyport/identity';
import OpenAI, { APIError } from '@sallyport/openai';
import { type CallMarker, markCall } from '../call-marker.ts';
import type { ClientOrder } from './orders.ts';

const PAUSE_MS = 15;
const PAUSE_AFTER_REFUSAL_MS = 120;

/** Calls that were sent, and so must have an outcome. */
const sent = new Set<string>();

process.once('message', (order: ClientOrder) => void act(order));
process.once('disconnect', () => process.exit());
// Left to itself that is done at the end, which never comes.
flushCompileCache();

async function act(order: ClientOrder): Promise<void> {
  const { caller, calls = Number.POSITIVE_INFINITY } = order;
  const client = newClient(order);
  let number = 0;
  let answered = 0;
  const callOn = async (): Promise<void> => {
    while (answered < calls) {
      const wasAnswered = await call(client, markCall(caller, number++));
      if (wasAnswered) answered += 1;
      await wait(wasAnswered ? PAUSE_MS : PAUSE_AFTER_REFUSAL_MS);
    }
  };
  await Promise.all(Array.from({ length: order.atOnce }, callOn));
  while (!(await flushEvents())) await wait(PAUSE_MS);
  say('delivered');
}

function newClient({ companion, spoolFolder, issuer, clientId, clientSecret }: ClientOrder): OpenAI {
  const tokenSource = oidcClientCredentials({ issuer, clientId, clientSecret, allowInsecureLoopback: true });
  return new OpenAI({
    maxRetries: 0,
    fetch: watchedFetch,
    sallyport: {
      companion,
      connection: 'openai',
      tokenSource,
      spoolFolder,
      onCall: ({ correlationId, error = '' }) => {
        // Of what was not sent, nothing need be kept; and where it cannot be, the application is told so.
        if (sent.delete(correlationId) && !error.startsWith('spool_')) say(`kept ${correlationId}`);
      },
    },
  });
}

/** The network below the guard. */
const watchedFetch: typeof fetch = async (input, init) => {
  const correlationId = new Headers(init?.headers).get('sallyport-correlation') ?? '';
  sent.add(correlationId);
  const response = await fetch(input, init);
  const receipt = response.headers.get('sallyport-receipt');
  if (receipt !== null) say(`receipt ${correlationId} ${response.headers.get('sallyport-session')} ${receipt}`);
  return response;
};

/** Makes one call, and tells whether it was answered. */
async function call(client: OpenAI, { correlationId, text }: CallMarker): Promise<boolean> {
  const options = { headers: { 'sallyport-correlation': correlationId } };
  const even = correlationId.charCodeAt(correlationId.length - 1) % 2 === 0;
  try {
    const { response } = await (even
      ? client.embeddings.create({ model: 'text-embedding-3-small', input: text }, options).withResponse()
      : client.chat.completions
          .create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: text }] }, options)
          .withResponse());
    say(`answered ${correlationId} ${response.headers.get('sallyport-session')}`);
    return true;
  } catch (error) {
    say(`refused ${correlationId} ${error instanceof APIError ? error.code : error}`);
    return false;
  }
}

/** Written by the time it returns, so that no death comes before it. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
