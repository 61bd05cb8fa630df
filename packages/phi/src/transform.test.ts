import { ENTITIES, type Operator, type OperatorPlan, type Span } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
