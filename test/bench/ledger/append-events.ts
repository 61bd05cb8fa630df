import { randomUUID } from 'node:crypto';
import type { Ledger } from '@sallyport/companion';

/** How many events to append, and how many of them wait for their commit at any time. */
export interface AppendOrder {
  readonly count: number;
  readonly waiting: number;
}

/** Appends events that the companion signs itself, and gives the seconds from the first to the last durable one. */
export async function appendEvents(ledger: Ledger, { count, waiting }: AppendOrder): Promise<number> {
  const next = Array.from({ length: count }, () => randomUUID()).values();
  const started = performance.now();
  await Promise.all(Array.from({ length: waiting }, () => appendUntilNone(ledger, next)));
  return (performance.now() - started) / 1000;
}

async function appendUntilNone(ledger: Ledger, next: Iterable<string>): Promise<void> {
  for (const id of next) {
    await ledger.append({
      id,
      kind: 'session.denied',
      time: Date.now(),
      identity: { issuer: 'https://login.example', subject: 'notes-app' },
      clientIp: '127.0.0.1',
      status: 'failure',
      details: { correlationId: id, connection: 'openai', operation: 'embeddings.create', error: 'policy_denied' },
    });
  }
}
