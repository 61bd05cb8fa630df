import { DEFAULT_DETECT, type Detect } from '@sallyport/pipeline';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { detectBeside } from './detect-beside.ts';
import { DetectionThreads } from './detection-threads.ts';

const NOTE = 'Patient: Maria Delgado, MRN 4481234, seen on 03/14/2024 by Dr. Okafor. ';
/** Half a second of detection. */
const LONG = NOTE.repeat(7_000);

const threads = new DetectionThreads(2);
afterAll(() => threads.close());

describe('detection in other threads', () => {
  it('finds what it finds here, for texts, fields and structures', async () => {
    const inputs = [
      { text: NOTE },
      { text: '4481234', field: 'mrn' },
      { text: 'maria-delgado', structure: true },
      { text: 'a lone surrogate \ud800 before Maria Delgado' },
      { text: '' },
    ];
    expect(await threads.detect(inputs)).toEqual(await DEFAULT_DETECT(inputs));
    expect(await threads.detect([])).toEqual([]);
  });

  it('gives each call its own answer', async () => {
    const calls = Array.from({ length: 40 }, (_, at) => [{ text: `${NOTE}Seen with ${'Ms. Ade '.repeat(at % 5)}` }]);
    const found = await Promise.all(calls.map((inputs) => threads.detect(inputs)));
    expect(found).toEqual(await Promise.all(calls.map((inputs) => DEFAULT_DETECT(inputs))));
  });

  it('keeps nobody else waiting while it looks at a long text', async () => {
    let done = false;
    const long = threads.detect([{ text: LONG }]).then((found) => {
      done = true;
      return found;
    });
    let turns = 0;
    while (!done && turns < 10) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      turns += 1;
    }
    expect(turns).toBe(10);
    expect((await long)[0]?.length).toBeGreaterThanOrEqual(7_000);
  });

  it('is cancelled with its call, and refuses what its thread had in hand when that ended', async () => {
    const ending = new DetectionThreads(1);
    const cancelled = ending.detect([{ text: NOTE }], { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const cut = ending.detect([{ text: LONG }]);
    const refused = expect(cut).rejects.toMatchObject({ code: 'detector_failed' });
    await new Promise(setImmediate);
    await Promise.all([refused, ending.close()]);
    expect((await ending.detect([{ text: NOTE }]))[0]).not.toEqual([]);
    await ending.close();
  });
});

describe('detectBeside', () => {
  it.each([
    ['a text of 127 characters', [127], true, false],
    ['two that have 128 between them, while others wait', [100, 28], true, true],
    ['the same, alone', [100, 28], false, false],
    ['a text of 8,191 characters, alone', [8_191], false, false],
    ['one of 8,192', [8_192], false, true],
  ])('hands over %s: as it should', async (_, lengths, busy, goes) => {
    const elsewhere = vi.fn<Detect>(DEFAULT_DETECT);
    const { signal } = new AbortController();
    const inputs = lengths.map((length) => ({ text: 'x'.repeat(length) }));
    expect(await detectBeside({ elsewhere, isBusy: () => busy })(inputs, { signal })).toEqual(lengths.map(() => []));
    expect(elsewhere.mock.calls).toEqual(goes ? [[inputs, { signal }]] : []);
  });
});
