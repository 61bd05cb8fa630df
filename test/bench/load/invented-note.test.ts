import { describe, expect, it } from 'vitest';
import { inventedNote } from './invented-note.ts';

const NOTES = Array.from({ length: 20_000 }, (_, number) => inventedNote(number));

describe('inventedNote', () => {
  it('gives every number a note of its own, and always the same', () => {
    expect(new Set(NOTES).size).toBe(NOTES.length);
    expect(inventedNote(1234)).toBe(NOTES[1234]);
  });

  it('varies in length like short clinical text', () => {
    const lengths = NOTES.map((note) => note.length);
    expect(Math.min(...lengths)).toBeGreaterThan(60);
    expect(Math.max(...lengths)).toBeLessThan(800);
    expect(new Set(lengths).size).toBeGreaterThan(200);
  });

  it('names somebody in two notes of three, and gives some a social security number', () => {
    const share = (pattern: RegExp) => NOTES.filter((note) => pattern.test(note)).length / NOTES.length;
    expect(share(/\b(?:Patient:|Pt|Mrs\.|Dr\.|Results to) /)).toBeCloseTo(0.66, 1);
    expect(share(/\b\d{3}-\d{2}-\d{4}\b/)).toBeCloseTo(0.13, 1);
  });
});
