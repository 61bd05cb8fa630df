import { isUuid } from '@sallyport/core';
import { DEFAULT_DETECT } from '@sallyport/pipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markCall, readMarker } from './call-marker.ts';

const calls = fc.tuple(fc.nat(2 ** 20 - 1), fc.nat(2 ** 28 - 1));

describe('a call’s marker', () => {
  it('is read back from any body as the correlation id', () => {
    fc.assert(
      fc.property(calls, fc.string(), ([caller, number], more) => {
        const { correlationId, text } = markCall(caller, number);
        expect(isUuid(correlationId)).toBe(true);
        expect(readMarker(JSON.stringify({ input: text, more }))).toBe(correlationId);
      }),
    );
  });

  it('differs from that of every other call', () => {
    fc.assert(
      fc.property(calls, calls, (one, other) => {
        fc.pre(one.join() !== other.join());
        expect(markCall(...one).correlationId).not.toBe(markCall(...other).correlationId);
      }),
    );
  });

  it('is nothing that anybody would redact', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async ([caller, number]) => {
        expect(await DEFAULT_DETECT([{ text: markCall(caller, number).text }])).toEqual([[]]);
      }),
    );
  });

  it.each(['', 'item', 'item fever', 'item [NAME] fever cough', `item ${'pain '.repeat(11)}painful`])(
    'is not in %j',
    (text) => {
      expect(readMarker(text)).toBeUndefined();
    },
  );
});
