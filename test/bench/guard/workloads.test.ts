import { describe, expect, it } from 'vitest';
import { TURNS } from './conversation.ts';
import { PLANTED_HOST } from './planted.ts';
import { positionsLeft } from './positions-left.ts';
import { BATCH, plantedRequest } from './workloads.ts';

const NUMBERS = Array.from({ length: 200 }, (_, number) => number);

/** All strings in a value, the keys of objects apart. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

describe('plantedRequest', () => {
  it('gives every number a request of its own, and always the same', () => {
    for (const workload of ['chat', 'embeddings', 'conversation'] as const) {
      const bodies = NUMBERS.map((number) => JSON.stringify(plantedRequest(workload, number).body));
      expect(new Set(bodies).size).toBe(NUMBERS.length);
      expect(JSON.stringify(plantedRequest(workload, 7).body)).toBe(bodies[7]);
    }
  });

  it('of a chat completion has 2 KB of text over all its positions', () => {
    for (const number of NUMBERS) {
      const { messages, user, metadata } = plantedRequest('chat', number).body;
      const texts = (messages as readonly Record<string, unknown>[]).flatMap(({ content, tool_calls }) => [
        ...stringsOf(content),
        ...stringsOf(tool_calls).filter((text) => text.startsWith('{')),
      ]);
      const { length } = [...texts, ...stringsOf(user), ...stringsOf(metadata)].join('');
      expect(length).toBeGreaterThan(2048 - 40);
      expect(length).toBeLessThanOrEqual(2048);
    }
  });

  it('of embeddings has 32 texts of 1 KB, no two alike', () => {
    const texts = NUMBERS.flatMap((number) => plantedRequest('embeddings', number).body.input as readonly string[]);
    expect(texts).toHaveLength(NUMBERS.length * BATCH);
    expect(new Set(texts.map((text) => text.slice(text.indexOf(PLANTED_HOST)))).size).toBe(texts.length);
    for (const { length } of texts) {
      expect(length).toBeGreaterThan(1024 - 40);
      expect(length).toBeLessThanOrEqual(1024);
    }
  });

  it.each([
    ['chat', 8],
    ['embeddings', 33],
    // The sixth turn: six questions, and the answers to five.
    ['conversation', 11],
  ] as const)('of %s has an address of its own in each of %i positions', (workload, count) => {
    const request = plantedRequest(workload, 5);
    const addresses = Object.values(request.planted);
    expect(addresses).toHaveLength(count);
    expect(new Set(addresses).size).toBe(count);
    const body = JSON.stringify(request.body);
    for (const address of addresses) expect(body.split(address)).toHaveLength(2);
    expect(body.split(PLANTED_HOST)).toHaveLength(count + 1);
  });
});

describe('a conversation', () => {
  const messagesOf = (number: number) => plantedRequest('conversation', number).body.messages as readonly object[];

  it('says in each turn what was said before, and a question and an answer more', () => {
    for (let turn = 1; turn < TURNS; turn++) {
      const before = messagesOf(turn - 1);
      expect(messagesOf(turn).slice(0, before.length)).toEqual(before);
      expect(messagesOf(turn)).toHaveLength(before.length + 2);
    }
    expect(messagesOf(TURNS)).toHaveLength(1);
  });
});

describe('positionsLeft', () => {
  it('names the positions that came through', () => {
    const request = plantedRequest('chat', 9);
    const body = JSON.stringify(request.body);
    expect(positionsLeft(body, request)).toEqual(Object.keys(request.planted));
    const { user = '', metadata = '' } = request.planted;
    expect(positionsLeft(`{"user":"${user}","metadata":{"desk":"${metadata}"}}`, request)).toEqual([
      'user',
      'metadata',
    ]);
    expect(positionsLeft(body.replaceAll(PLANTED_HOST, ''), request)).toEqual([]);
  });
});
