import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { chatEvent, chatStream, contentOf, open, run, ToyJudge } from './events.test-support.ts';

/** A stream of deltas that never ends a sentence. */
async function* words(count: number, seen: { given: number; most: number }) {
  for (let index = 0; index < count; index++) {
    yield utf8(`data: ${JSON.stringify(chatEvent({ content: 'word ' }))}\n\n`);
    seen.most = Math.max(seen.most, index + 1 - seen.given);
  }
}

describe('rewriteEvents, of much', () => {
  it('reads no further than it is read, and holds a bounded number of events', async () => {
    const seen = { given: 0, most: 0 };
    for await (const part of open(words(20_000, seen))) seen.given += part.length > 0 ? 1 : 0;
    expect(seen.given).toBe(20_000);
    expect(seen.most).toBeLessThanOrEqual(24);
  });

  it('judges a bounded number of units for each, in one event as in many', async () => {
    const text = 'It is a long way to go from here. '.repeat(3000);
    const pieces = text.match(/.{1,7}/gs) ?? [];
    for (const events of [[chatEvent({ content: text })], pieces.map((content) => chatEvent({ content }))]) {
      const toy = new ToyJudge();
      const { text: given } = await run(chatStream(events), { judge: toy.judge });
      expect(contentOf(given)).toBe(text);
      expect(toy.units).toBeLessThan(10 * text.length);
    }
  });

  it('takes many texts, and many strings in one', async () => {
    const choices = Array.from({ length: 4000 }, (_, index) => ({ index, delta: { content: 'Bo Quill' } }));
    const list = JSON.stringify(Array.from({ length: 20_000 }, () => 'Bo Quill'));
    const { text, code } = await run(
      chatStream([{ choices }, chatEvent({ tool_calls: [{ index: 0, function: { arguments: list } }] })]),
    );
    expect(code).toBeUndefined();
    expect(text).not.toContain('Quill');
  });
});
