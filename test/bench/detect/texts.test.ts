import { describe, expect, it } from 'vitest';
import { readExampleNotes } from './example-notes.ts';
import { notesOf, type TextOrder, textsOf } from './texts.ts';

const EXAMPLES = await readExampleNotes();
const sizeOf = (texts: readonly string[]) => Buffer.byteLength(texts.join(''));

describe('the texts of an order', () => {
  it('are about a megabyte of notes, half of them of the examples', () => {
    const [varied, invented] = notesOf(0, EXAMPLES);
    expect(sizeOf(textsOf({ kind: 'notes', round: 0 }, EXAMPLES))).toBe(sizeOf(varied) + sizeOf(invented));
    expect(sizeOf([...varied, ...invented]) / 1e6).toBeCloseTo(1, 0);
    expect(sizeOf(varied) / sizeOf([...varied, ...invented])).toBeCloseTo(0.5, 1);
  });

  it('are short ones of about 200 characters, as many as asked for', () => {
    const texts = textsOf({ kind: 'short', round: 2, count: 3000 }, EXAMPLES);
    expect(texts).toHaveLength(3000);
    expect(sizeOf(texts) / texts.length).toBeCloseTo(200, -1.5);
  });

  it('are one document of the size asked for', () => {
    const [document = '', ...more] = textsOf({ kind: 'document', size: 2_500_000, number: 0 }, EXAMPLES);
    expect(document).toHaveLength(2_500_000);
    expect(more).toEqual([]);
  });

  it('are never the same twice, and always the same for the same order', () => {
    const orders: readonly TextOrder[] = [
      { kind: 'notes', round: 0 },
      { kind: 'notes', round: 1 },
      { kind: 'short', round: 0, count: 1000 },
      { kind: 'short', round: 1, count: 1000 },
      { kind: 'document', size: 60_000, number: 0 },
      { kind: 'document', size: 60_000, number: 1 },
      { kind: 'adversarial', shape: 'one long line', size: 50_000, number: 0 },
      { kind: 'adversarial', shape: 'one long line', size: 50_000, number: 1 },
    ];
    const texts = orders.flatMap((order) => textsOf(order, EXAMPLES));
    expect(new Set(texts).size).toBe(texts.length);
    expect(orders.flatMap((order) => textsOf(order, EXAMPLES))).toEqual(texts);
  });
});
