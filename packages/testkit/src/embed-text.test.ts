import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedText } from './embed-text.ts';

function similarity(a: string, b: string): number {
  const [left, right] = [embedText(a), embedText(b)];
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

describe('embedText', () => {
  it('gives a unit vector of the asked length for any text, the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 512 }), (text, dimensions) => {
        const vector = embedText(text, dimensions);
        expect(vector).toHaveLength(dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
        expect(embedText(text, dimensions)).toEqual(vector);
      }),
    );
  });

  it('ranks texts that share words, or parts of words, above those that do not', () => {
    const query = 'patients with atrial fibrillation on anticoagulation';
    const close = similarity(query, 'Started anticoagulant for new atrial fibrillation.');
    expect(close).toBeGreaterThan(similarity(query, 'Sprained ankle after a fall, advised ice and rest.'));
    expect(close).toBeGreaterThan(similarity(query, 'Routine eye examination of a patient with dry eyes.'));
    expect(similarity(query, query)).toBeCloseTo(1, 5);
  });

  it('does not care for case or full-width letters', () => {
    expect(similarity('ASTHMA', 'asthma')).toBeCloseTo(1, 5);
    expect(similarity('Asthma', 'asthma')).toBeCloseTo(1, 5);
  });
});
