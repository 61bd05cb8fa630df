import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack } from '../stack/start-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

it('a call that is tried again is one group of sessions in the ledger, each with what the provider got', async () => {
  const client = stack.client().withOptions({ maxRetries: 3 });
  stack.provider.fail({ kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } });
  stack.provider.fail({ kind: 'status', status: 500, headers: { 'retry-after-ms': '1' } });
  await client.embeddings.create({ model: 'text-embedding-3-small', input: 'Maria Delgado, SSN 078-05-1120' });
  await client.embeddings.create({ model: 'text-embedding-3-small', input: 'Maria Delgado, SSN 078-05-1120' });
  const bodies = stack.provider.requests.map(({ body }) => body.toString());
  expect(bodies).toHaveLength(4);
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).not.toMatch(/Delgado|078-05-1120/);
  const events = await stack.events();
  for (const kind of ['session.intent', 'session.outcome']) {
    const ours = events.filter(({ metadata }) => metadata.event_code === kind);
    const groups = Map.groupBy(ours, ({ metadata }) => metadata.correlation_uid);
    expect([...groups.values()].map(({ length }) => length)).toEqual([3, 1]);
    expect(new Set(ours.map(({ api }) => api.request?.uid)).size).toBe(4);
  }
});
