import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A provider that answers only when told to. */
export interface HeldProvider {
  /** Its base URL. */
  readonly url: string;
  /** Resolves once `count` calls in all have arrived. */
  arrived(count: number): Promise<void>;
  /** Resolves once `count` calls in all were given up by the other side, unanswered. */
  abandoned(count: number): Promise<void>;
  /** Answers every call that waits, with one small vector. */
  release(): void;
  close(): Promise<void>;
}

const VECTOR = JSON.stringify({
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding: [0.5, 0.25] }],
  model: 'text-embedding-3-small',
  usage: { prompt_tokens: 1, total_tokens: 1 },
});

/** Starts a provider on 127.0.0.1 that holds each call until the test lets it go. */
export async function startHeldProvider(): Promise<HeldProvider> {
  const waiting = new Set<ServerResponse>();
  const counts = { arrived: 0, abandoned: 0 };
  const server = createServer(async (request, response) => {
    response.once('close', () => {
      if (waiting.delete(response)) count('abandoned');
    });
    await text(request);
    waiting.add(response);
    count('arrived');
  });
  const count = (what: keyof typeof counts): void => {
    counts[what] += 1;
    server.emit(what);
  };
  const reach = async (what: keyof typeof counts, goal: number): Promise<void> => {
    while (counts[what] < goal) await once(server, what);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    arrived: (goal) => reach('arrived', goal),
    abandoned: (goal) => reach('abandoned', goal),
    release: () => {
      for (const response of waiting) {
        waiting.delete(response);
        response.writeHead(200, { 'content-type': 'application/json' }).end(VECTOR);
      }
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
