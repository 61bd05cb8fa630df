import { BenchFailure } from '../bench-failure.ts';
import { median } from '../report/median.ts';
import type { Check, Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import type { Reading } from './detector-process.ts';
import type { DetectorName } from './detectors.ts';
import type { Readings } from './read-in-turn.ts';

const MEGABYTE = 1_000_000;

/** Megabytes of notes a second: by the clock, and by the processor time of the whole process. */
export function speedRows(readings: readonly Readings[]): readonly Row[] {
  return [
    ...readings.map(({ name, rounds }) =>
      roundsRow({ subject: name, metric: 'notes', unit: 'MB/s', rounds: rounds.map(speedOf) }),
    ),
    ...readings.map(({ name, rounds }) =>
      roundsRow({
        subject: name,
        metric: 'notes, by processor time',
        unit: 'MB/s',
        rounds: rounds.map(({ bytes, cpuSeconds }) => bytes / MEGABYTE / cpuSeconds),
      }),
    ),
  ];
}

/** Microseconds for a short text. */
export function shortRows(readings: readonly Readings[]): readonly Row[] {
  return readings.map(({ name, rounds }) =>
    roundsRow({
      subject: name,
      metric: 'a short text',
      unit: 'µs',
      rounds: rounds.map(({ seconds, texts }) => (seconds * 1e6) / texts),
    }),
  );
}

/** How many times as many megabytes a second as another `name` read: the median of the rounds, each with its own neighbour. */
export function speedRatio(
  readings: readonly Readings[],
  { name, than }: Record<'name' | 'than', DetectorName>,
): number {
  const [ours, theirs] = [roundsOf(readings, name), roundsOf(readings, than)];
  return median(ours.map((reading, round) => speedOf(reading) / speedOf(theirs[round])));
}

/** Whether every detector really found something: in half of the texts at least, as two in three name somebody. */
export function foundChecks(readings: readonly Readings[]): readonly Check[] {
  return readings.map(({ name, rounds }) => {
    const found = rounds.reduce((sum, reading) => sum + reading.found, 0);
    const texts = rounds.reduce((sum, reading) => sum + reading.texts, 0);
    return { claim: `${name} found something in ${found} of ${texts} notes`, holds: found * 2 >= texts };
  });
}

/** Nanoseconds for each byte. */
export function nanosPerByte({ seconds, bytes }: Reading): number {
  return (seconds * 1e9) / bytes;
}

function speedOf(reading: Reading | undefined): number {
  return reading === undefined ? Number.NaN : reading.bytes / MEGABYTE / reading.seconds;
}

function roundsOf(readings: readonly Readings[], wanted: DetectorName): readonly Reading[] {
  const found = readings.find(({ name }) => name === wanted);
  if (found === undefined) throw new BenchFailure(`${wanted} was not measured`);
  return found.rounds;
}
