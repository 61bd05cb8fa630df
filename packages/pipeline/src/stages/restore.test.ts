import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeEdits } from './restore.ts';

const edits = (name: string) =>
  fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 }).map((gaps) => {
    let at = 0;
    return gaps.map(([gap, length]) => {
      const start = at + gap;
      at = start + length + 1;
      return { start, end: at, text: name };
    });
  });

it('joins edits in order: all that mask, and all that restore and touch none of those', () => {
  fc.assert(
    fc.property(edits('mask'), edits('restore'), (masking, restoring) => {
      const merged = mergeEdits(masking, restoring);
      const apart = restoring.filter((edit) =>
        masking.every(({ start, end }) => end <= edit.start || start >= edit.end),
      );
      expect(new Set(merged)).toEqual(new Set([...masking, ...apart]));
      for (const [at, { start }] of merged.entries()) expect(start).toBeGreaterThanOrEqual(merged[at - 1]?.end ?? 0);
    }),
  );
});
