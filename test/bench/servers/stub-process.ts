// The stand-in for a model provider, the same for everybody: it reads a request whole, and gives a fixed answer at once.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from '../process/answer-parent.ts';
import { CHAT_ANSWER, embeddingAnswer } from './stub-answers.ts';

/** What the stub is asked. */
export type StubProcess = typeof handlers;

const seen: { count: number; last: readonly Buffer[]; watched: string; withWatched: number } = {
  count: 0,
  last: [],
  watched: '',
  withWatched: 0,
};
let embeddings = embeddingAnswer(1);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    seen.count += 1;
    seen.last = chunks;
    if (seen.watched !== '' && Buffer.concat(chunks).includes(seen.watched)) seen.withWatched += 1;
    const answer = request.url?.endsWith('/embeddings') ? embeddings : CHAT_ANSWER;
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'content-length': answer.length,
        'x-request-id': 'req_stub',
      })
      .end(answer);
  });
});
// Nobody's connection shall end in the pause between two rounds.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1');
await once(server, 'listening');

const handlers = {
  /** Its base URL. */
  url: async (): Promise<string> => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  /** How many requests reached it so far. */
  count: async (): Promise<number> => seen.count,
  /** From now on, answers embeddings with so many vectors, whatever is asked; 1 at first. */
  answerWith: async ({ vectors }: { readonly vectors: number }): Promise<void> => {
    embeddings = embeddingAnswer(vectors);
  },
  /** From now on, counts the bodies in which a text stands. */
  watchFor: async (text: string): Promise<void> => {
    seen.watched = text;
  },
  /** In how many bodies it stood so far. */
  withWatched: async (): Promise<number> => seen.withWatched,
  /** The body of the last one. */
  lastBody: async (): Promise<string> => Buffer.concat(seen.last).toString('utf8'),
};

answerParent(handlers);
