import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalize } from './canonicalize.ts';

it('writes typographic variants as ASCII', () => {
  expect(canonicalize('３２１－５４‑９８７６ O’Alder\u00A0x／y')).toBe("321-54-9876 O'Alder x/y");
});

it('keeps every offset', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => canonicalize(text).length === text.length));
});
