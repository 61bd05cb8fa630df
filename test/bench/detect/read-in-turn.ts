import { BenchFailure } from '../bench-failure.ts';
import type { Reading } from './detector-process.ts';
import type { DetectorName } from './detectors.ts';
import type { DetectorChild } from './start-detector.ts';
import type { TextOrder } from './texts.ts';

/** What one detector read, round by round. */
export interface Readings {
  readonly name: DetectorName;
  readonly rounds: readonly Reading[];
}

/** Who reads in turn, and what. */
export interface Turns {
  readonly children: ReadonlyMap<DetectorName, DetectorChild>;
  readonly rounds: number;
  /** The texts of a round, which all detectors get; round 0 warms up. */
  readonly order: (round: number) => TextOrder;
}

/**
 * Lets detectors read in turn, round after round, one at a time. All get the same texts in a round, and none gets them twice. A round
 * before the first warms all of them up, and does not count. Raises `BenchFailure` when they did not read the same.
 */
export async function readInTurn({ children, rounds, order }: Turns): Promise<readonly Readings[]> {
  const readings = [...children.keys()].map((name) => ({ name, rounds: [] as Reading[] }));
  for (let round = 0; round <= rounds; round++) {
    const digests = new Set<string>();
    for (const { name, rounds: done } of readings) {
      const reading = await children.get(name)?.ask('read', order(round));
      if (reading === undefined) throw new BenchFailure(`${name} does not run`);
      digests.add(reading.digest);
      if (round > 0) done.push(reading);
    }
    if (digests.size !== 1) throw new BenchFailure('the detectors did not read the same texts');
  }
  return readings;
}
