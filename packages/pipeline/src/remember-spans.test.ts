import type { Span } from '@sallyport/core';
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_DETECT } from './defaults.ts';
import type { Detect, DetectorInput } from './ports.ts';
import { rememberSpans } from './remember-spans.ts';

const LONG = `Patient: Maria Delgado. ${'Stable overnight. '.repeat(40)}`;

/** Counts what a detector is shown. */
function counting(detect: Detect = DEFAULT_DETECT) {
  const shown: DetectorInput[] = [];
  const remembering = rememberSpans((inputs, options) => {
    shown.push(...inputs);
    return detect(inputs, options);
  });
  return { shown, remembering };
}

const spanning = (count: number): Detect => {
  const span: Span = { start: 0, end: 1, type: 'NAME', score: 1 };
  return async (inputs) => inputs.map(() => Array<Span>(count).fill(span));
};
const numbered = (count: number) => Array.from({ length: count }, (_, at) => ({ text: `${LONG}${at}` }));

describe('rememberSpans', () => {
  it('gives what detection gives, and looks at a long text once', async () => {
    const { shown, remembering } = counting();
    const inputs = [{ text: LONG }, { text: 'call Maria Delgado' }, { text: LONG, field: 'patient' }];
    const first = await remembering(inputs);
    expect(first).toEqual(await DEFAULT_DETECT(inputs));
    expect(await remembering([...inputs].reverse())).toEqual([...first].reverse());
    expect(shown).toEqual([...inputs, inputs[1]]);
    expect(await remembering([{ text: LONG }])).toEqual([first[0]]);
    expect(shown).toHaveLength(4);
  });

  it.each<[string, DetectorInput, DetectorInput]>([
    ['another text of the same length', { text: `${LONG}a` }, { text: `${LONG}b` }],
    ['a lone surrogate', { text: `${LONG}\ud800` }, { text: `${LONG}\ufffd` }],
    ['the name of another field', { text: LONG, field: 'a' }, { text: LONG, field: 'b' }],
    ['a field and none', { text: LONG }, { text: LONG, field: 'undefined' }],
    ['a name that runs into its text', { text: `b${LONG}`, field: 'a' }, { text: LONG, field: 'ab' }],
    ['a structure', { text: LONG }, { text: LONG, structure: true }],
  ])('looks again at %s', async (_, one, other) => {
    const { shown, remembering } = counting();
    await remembering([one]);
    await remembering([other]);
    expect(shown).toEqual([one, other]);
  });

  it('looks at structures each time, however long', async () => {
    const { shown, remembering } = counting();
    for (let turn = 0; turn < 2; turn++) await remembering([{ text: LONG, structure: true }]);
    expect(shown).toHaveLength(2);
  });

  it('forgets the texts that were needed longest ago', async () => {
    const { shown, remembering } = counting(spanning(0));
    const [kept = { text: LONG }, lost = { text: LONG }, ...others] = numbered(4_097);
    await remembering([kept, lost]);
    await remembering(others.slice(0, -1));
    await remembering([kept]);
    await remembering(others.slice(-1));
    shown.length = 0;
    await remembering([kept, lost]);
    expect(shown).toEqual([lost]);
  });

  it('forgets texts where all together have too many spans, a single one too', async () => {
    const { shown, remembering } = counting(spanning(30_000));
    const [first = { text: LONG }, second = { text: LONG }, third = { text: LONG }] = numbered(3);
    await remembering([first, second, third]);
    shown.length = 0;
    await remembering([second, third]);
    await remembering([first]);
    expect(shown).toEqual([first]);
    const huge = counting(spanning(65_537));
    for (let turn = 0; turn < 2; turn++) await huge.remembering([first]);
    expect(huge.shown).toHaveLength(2);
  });

  it('remembers no failure, and takes no answer for other texts', async () => {
    const detect = vi.fn<Detect>(DEFAULT_DETECT).mockRejectedValueOnce(new TypeError('down')).mockResolvedValueOnce([]);
    const remembering = rememberSpans(detect);
    await expect(remembering([{ text: LONG }])).rejects.toThrow('down');
    await expect(remembering([{ text: LONG }])).rejects.toMatchObject({ code: 'detector_failed' });
    expect((await remembering([{ text: LONG }]))[0]).toHaveLength(1);
  });

  it('hands the signal on', async () => {
    const detect = vi.fn<Detect>(DEFAULT_DETECT);
    const { signal } = new AbortController();
    await rememberSpans(detect)([{ text: LONG }], { signal });
    expect(detect).toHaveBeenCalledWith([{ text: LONG }], { signal });
  });
});
