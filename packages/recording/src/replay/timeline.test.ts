import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { bodyFrames } from '../frames/body-frames.ts';
import type { Frame } from '../frames/frame.ts';
import { all, each, SAMPLE_HEADER } from '../segments/recording.test-support.ts';
import { timeline } from './timeline.ts';

const FRAMES: readonly Frame[] = [
  SAMPLE_HEADER,
  { type: 'answer', at: 40, status: 200, headers: {} },
  ...bodyFrames('answer', 100, utf8('a')),
  ...bodyFrames('answer', 90, utf8('b')),
  { type: 'end', at: 110 },
];
const waits = async (speed?: number) =>
  (await all(timeline(each(FRAMES), speed === undefined ? {} : { speed }))).map(({ waitMs }) => waitMs);

describe('a timeline', () => {
  it('waits as long as it took, also where the clock went back', async () => {
    expect(await waits()).toEqual([0, 40, 60, 0, 10]);
    expect((await all(timeline(each(FRAMES)))).map(({ frame }) => frame)).toEqual(FRAMES);
  });

  it.each([
    [2, [0, 20, 30, 0, 5]],
    [0.5, [0, 80, 120, 0, 20]],
    [Number.POSITIVE_INFINITY, [0, 0, 0, 0, 0]],
  ])('of speed %d waits accordingly', async (speed, expected) => {
    expect(await waits(speed)).toEqual(expected);
  });

  it.each([0, -1, Number.NaN])('takes no speed of %d', async (speed) => {
    await expect(waits(speed)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
