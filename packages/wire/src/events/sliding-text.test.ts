import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from './event-stream.ts';
import { toyEdits } from './events.test-support.ts';
import { SlidingText, type Window } from './sliding-text.ts';

const SMALL = { ahead: 20, hold: 36 };

/** All that becomes of a text in pieces: what was asked, what was written, and how much was held at most after a piece. */
function slide(
  pieces: readonly string[],
  { lookAhead = SMALL, judge = toyEdits as (window: Window) => readonly TextEdit[] } = {},
) {
  const text = new SlidingText(lookAhead);
  const windows: Window[] = [];
  const made: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  let held = 0;
  const settle = () => {
    for (let window = text.ask(); window !== undefined; window = text.ask()) {
      windows.push(window);
      for (const { start, end, edit } of text.settle(judge(window))) made.push({ start, end, text: edit.text });
    }
  };
  for (const piece of pieces) {
    text.append(piece);
    settle();
    held = Math.max(held, text.length - text.decided);
  }
  text.end();
  settle();
  let written = '';
  let copied = 0;
  const whole = pieces.join('');
  for (const edit of made) {
    expect(edit.start).toBeGreaterThanOrEqual(copied);
    written += whole.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  return { windows, written: written + whole.slice(copied), held, decided: text.decided };
}

/** As `toyEdits`, of digits alone. */
const digits = (window: Window) => toyEdits({ ...window, role: 'text' });

describe('SlidingText', () => {
  it('masks what is as long as the look-ahead, wherever it stands', () => {
    for (let before = 0; before < 80; before++) {
      for (const filler of ['w', 'a ']) {
        const text = `${filler.repeat(before)} ${'7'.repeat(20)} ${filler.repeat(80)}`;
        const { written, held } = slide([...text], { judge: digits });
        expect(written).toBe(text.replace('7'.repeat(20), '[ID]'));
        expect(held).toBeLessThan(36);
      }
    }
  });

  it('leaves nothing of what is longer', () => {
    const text = `${'a '.repeat(30)}${'7'.repeat(60)} ${'a '.repeat(30)}`;
    expect(slide([...text], { judge: digits }).written).not.toMatch(/\d/);
  });

  it('judges at the end of a sentence, and at the text’s', () => {
    expect(slide(['One. Two', '. Thr', 'ee']).windows).toEqual([
      { text: 'One. ', from: 0, last: false },
      { text: 'One. Two. ', from: 5, last: false },
      { text: 'One. Two. Three', from: 10, last: true },
    ]);
  });

  it('waits where an edit touches the end of a sentence', () => {
    const judge = ({ text, from }: Window): readonly TextEdit[] => {
      const start = text.indexOf('X');
      const end = text.indexOf('Y') + 1;
      if (start < from) return [];
      return [{ start, end: end > 0 ? end : text.length, text: '*' }];
    };
    expect(slide(['aX\nbY c'], { judge })).toMatchObject({ written: 'a* c', decided: 7 });
  });

  it('shows what was decided before, from a word’s start on', () => {
    const { windows } = slide(['word '.repeat(200)], { lookAhead: { ahead: 96, hold: 112 } });
    for (const { text, from } of windows.slice(60)) {
      expect(text.startsWith('word ')).toBe(true);
      expect(from).toBeGreaterThan(250);
      expect(from).toBeLessThanOrEqual(256);
    }
  });

  it('passes white space', () => {
    expect(slide(['\n'.repeat(5000), ' ']).windows).toEqual([]);
  });

  it('asks the same, and holds no more, however the text is cut', async () => {
    const unit = fc.constantFrom('a', 'b ', '. ', '\n', '77', 'Bo Quill', '💠', 'x'.repeat(30), '💠'.repeat(30));
    const law = fc.property(fc.array(unit, { maxLength: 80 }), (units) => {
      const pieces = slide(units);
      expect(slide([units.join('')])).toMatchObject({ windows: pieces.windows, written: pieces.written });
      const points = slide([...units.join('')]);
      expect(points.windows).toEqual(pieces.windows);
      expect(points.held).toBeLessThanOrEqual(37);
      for (const { text, from } of pieces.windows) {
        expect(text.isWellFormed()).toBe(true);
        expect(text.slice(from).isWellFormed()).toBe(true);
      }
    });
    await fc.assert(law, { numRuns: 500 });
  });

  it('judges no more than a fixed number of units for each, whatever the text', () => {
    for (const text of ['w'.repeat(20_000), 'a '.repeat(10_000), 'a\n'.repeat(10_000), '7'.repeat(20_000)]) {
      for (const pieces of [[text], [...text]]) {
        const { windows } = slide(pieces);
        expect(windows.reduce((sum, window) => sum + window.text.length, 0)).toBeLessThan(300 * text.length);
        expect(Math.max(...windows.map((window) => window.text.length))).toBeLessThanOrEqual(256 + 37);
      }
    }
  });
});
