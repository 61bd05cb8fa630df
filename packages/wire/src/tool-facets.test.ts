import { describe, expect, it } from 'vitest';
import { CHAT_REQUEST } from './operations/chat-request.ts';
import { ANSWERED_ITEM, ASKED_ITEM } from './operations/response-item.ts';
import type { Shape } from './shape.ts';

const field = (shape: Shape | undefined, key: string) => shape?.fields?.[key];

describe("a tool's name and arguments", () => {
  it.each([
    ['asked', ASKED_ITEM],
    ['answered', ANSWERED_ITEM],
  ])('are told in items that are %s', (_name, item) => {
    expect(field(item, 'name')?.tool).toBe('name');
    const given = ['arguments', 'input', 'action', 'actions', 'code', 'operation'];
    expect(given.map((key) => field(item, key)?.tool)).toEqual(given.map(() => 'arguments'));
    const others = Object.entries(item.fields ?? {}).filter(
      ([key, { tool }]) => tool !== undefined && !given.includes(key),
    );
    expect(others.map(([key]) => key)).toEqual(['name']);
  });

  it('are told in messages', () => {
    const message = field(CHAT_REQUEST, 'messages')?.items;
    const call = field(message, 'tool_calls')?.items;
    for (const [shape, key] of [
      [field(call, 'function'), 'arguments'],
      [field(call, 'custom'), 'input'],
      [field(message, 'function_call'), 'arguments'],
    ] as const) {
      expect([field(shape, 'name')?.tool, field(shape, key)?.tool]).toEqual(['name', 'arguments']);
    }
  });
});
