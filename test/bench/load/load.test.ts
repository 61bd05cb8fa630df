import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kindOf } from '../../stack/read-verified.ts';
import { type Stack, startStack } from '../../stack/start-stack.ts';
import { sendBatches } from '../ledger/send-batches.ts';
import { closedLoop } from './closed-loop.ts';
import { prepareCalls } from './prepare-calls.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const grant = async () => ({
  companion: stack.companion.url,
  connection: 'openai',
  subjectToken: await stack.identityProvider.issueToken(),
});

/** How many leaves of each kind the verified ledger holds. */
async function countKinds(): Promise<Readonly<Record<string, number>>> {
  const kinds = Map.groupBy(await stack.leaves(), kindOf);
  return Object.fromEntries([...kinds].map(([kind, leaves]) => [kind, leaves.length]));
}

describe('the load', () => {
  it.each(['embeddings', 'chat'] as const)(
    'of %s is taken by a companion, with nothing to report',
    async (operation) => {
      stack.provider.clear();
      const before = await countKinds();
      const to = { url: `${stack.companion.url}/c/openai/v1`, grant: await grant() };
      const requests = await prepareCalls({ to, operation, first: 0, count: 40 });
      const { count } = await closedLoop({ origin: stack.companion.url, requests, connections: 4 });
      const after = await countKinds();
      expect(count).toBe(40);
      expect(stack.provider.requests).toHaveLength(40);
      expect(
        stack.provider.requests.filter(({ body }) => /\[(?:SSN|PHONE|EMAIL|DATE)\]/.test(String(body))).length,
      ).toBeGreaterThan(9);
      for (const kind of ['client.intent', 'session.intent', 'session.outcome']) {
        expect((after[kind] ?? 0) - (before[kind] ?? 0)).toBe(40);
      }
      expect(after).not.toHaveProperty('finding.raised');
    },
  );

  it('of client events is acknowledged, every one', async () => {
    const figures = await sendBatches({ grant: await grant(), size: 5, count: 6, connections: 2 });
    expect(figures).toMatchObject({ count: 6, acknowledged: 30 });
    expect(await countKinds()).toMatchObject({ 'client.outcome': 30 });
  });
});
