import { ENTITIES, type Operator, type OperatorPlan, type Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveOverlaps } from './overlap.ts';
import { transform } from './transform.ts';

const plan = (operator: Operator, others: Partial<OperatorPlan> = {}): OperatorPlan =>
  ({ ...Object.fromEntries(ENTITIES.map((entity) => [entity, operator])), ...others }) as OperatorPlan;
const span = (start: number, end: number, type: Span['type'] = 'NAME'): Span => ({ start, end, type, score: 1 });

describe('transform', () => {
  it('applies each entity its operator and counts', () => {
    const text = 'Ines 321-54-9876 Bo Fairview';
    const spans = [span(0, 4), span(5, 16, 'SSN'), span(17, 19), span(20, 28, 'LOCATION')];
    const { text: out, applied } = transform(text, spans, plan('redact', { SSN: 'mask', LOCATION: 'allow' }));
    expect(out).toBe('[NAME] ***-**-9876 [NAME] Fairview');
    expect(applied).toEqual({ NAME: { redact: 2 }, SSN: { mask: 1 }, LOCATION: { allow: 1 } });
  });

  it('refuses the call when the plan blocks what is there, and only then', () => {
    expect(() => transform('Ines', [span(0, 4)], plan('redact', { NAME: 'block' }))).toThrow(
      expect.objectContaining({ code: 'phi_blocked' }),
    );
    expect(transform('Ines', [span(0, 4)], plan('redact', { SSN: 'block' })).text).toBe('[NAME]');
  });

  it('resolves unsorted and overlapping spans', () => {
    expect(transform('abcdef', [span(3, 6), span(0, 4, 'SSN')], plan('redact')).text).toBe('[SSN][NAME]');
  });

  it('gives every piece of overlapping spans its own operator, the same however the spans are ordered', () => {
    const text = 'Ines Calloway 321-54-9876 04/17/1961 Fairview';
    const entities = ['NAME', 'SSN', 'DATE', 'LOCATION', 'OTHER_ID'] as const;
    const anySpan = fc
      .tuple(fc.nat({ max: text.length - 1 }), fc.integer({ min: 1, max: 20 }), fc.constantFrom(...entities))
      .map(([start, length, type]) => span(start, Math.min(text.length, start + length), type));
    const byScore = (spans: readonly Span[]) => spans.map((one, at) => ({ ...one, score: 1 / (at + 2) }));
    const operators = fc.constantFrom<Operator>('surrogate', 'date_shift', 'generalize', 'mask');
    const subject = new Uint8Array(16);
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 8 }), operators, (unscored, operator) => {
        const spans = byScore(unscored);
        const once = transform(text, spans, plan(operator), { subject });
        expect(transform(text, [...spans].reverse(), plan(operator), { subject })).toEqual(once);
        expect(transform(text, resolveOverlaps(text, spans), plan(operator), { subject })).toEqual(once);
      }),
    );
  });

  it('leaves every character outside the spans', () => {
    const outside = fc.string({ unit: 'binary', maxLength: 20 });
    const operators = fc.constantFrom<Operator>('surrogate', 'date_shift', 'generalize', 'mask', 'redact');
    fc.assert(
      fc.property(outside, outside, operators, (before, after, operator) => {
        const value = '04/17/1961';
        const found = [span(before.length, before.length + value.length, 'DATE')];
        const { text: out } = transform(before + value + after, found, plan(operator));
        expect(out.startsWith(before) && out.endsWith(after)).toBe(true);
        expect(out.slice(before.length, out.length - after.length)).not.toBe(value);
      }),
    );
  });

  it('equals a splice by hand', () => {
    const cuts = fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 31, maxLength: 40 }), cuts, (text, offsets) => {
        const sorted = [...offsets].sort((a, b) => a - b);
        const spans = sorted.flatMap((start, i) =>
          i % 2 === 0 && sorted[i + 1] !== undefined ? [span(start, sorted[i + 1] ?? 0)] : [],
        );
        let byHand = text;
        for (const { start, end } of [...spans].reverse())
          byHand = `${byHand.slice(0, start)}[NAME]${byHand.slice(end)}`;
        expect(transform(text, spans, plan('redact')).text).toBe(byHand);
        expect(transform(text, spans, plan('allow')).text).toBe(text);
      }),
    );
  });
});
