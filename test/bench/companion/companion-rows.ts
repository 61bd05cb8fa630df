import { median } from '../report/median.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import type { Measured, Round } from './alternate.ts';

type Figure = (round: Round) => number;

const rps: Figure = ({ count, seconds }) => count / seconds;

/** What the disk took for a flush before each round: the floor under every durable commit, and none of ours. */
export function diskRow(measured: readonly Measured[], what: string): Row {
  const rounds = measured.flatMap((subject) => subject.rounds.map(({ flushMs }) => flushMs));
  return roundsRow({ subject: 'disk', metric: `${what}: a flush`, unit: 'ms', rounds });
}

/** Calls a second, time of an answer, and processor time of a call, for each subject. `what` says which calls. */
export function throughputRows(measured: readonly Measured[], what: string): readonly Row[] {
  return measured.flatMap((subject) => [
    row(subject, { metric: `${what}: calls`, unit: 'req/s', figure: rps }),
    row(subject, { metric: `${what}: p50`, unit: 'ms', figure: ({ p50Ms }) => p50Ms }),
    row(subject, { metric: `${what}: p99`, unit: 'ms', figure: ({ p99Ms }) => p99Ms }),
    row(subject, {
      metric: `${what}: processor of its process`,
      unit: 'µs/call',
      figure: ({ cpuMicros }) => cpuMicros,
    }),
  ]);
}

/** Median calls a second of the first subject over those of the second. */
export function throughputRatio([ours, theirs]: readonly Measured[]): number {
  return median(ours?.rounds.map(rps) ?? []) / median(theirs?.rounds.map(rps) ?? []);
}

/** Time of one answer for each subject, and how much more than the first, which is called directly, each other takes. */
export function latencyRows(measured: readonly Measured[], what: string): readonly Row[] {
  const [direct, ...others] = measured;
  const p50 = measured.map((subject) =>
    row(subject, { metric: `${what}: p50`, unit: 'ms', figure: ({ p50Ms }) => p50Ms }),
  );
  const added = others.map((subject) =>
    roundsRow({ subject: subject.name, metric: `${what}: added p50`, unit: 'ms', rounds: addedP50(subject, direct) }),
  );
  return [...p50, ...added];
}

/** What each round of a subject took more than the same round of the direct one, p50, in milliseconds. */
export function addedP50(subject: Measured | undefined, direct: Measured | undefined): readonly number[] {
  return (subject?.rounds ?? []).map(({ p50Ms }, at) => p50Ms - (direct?.rounds[at]?.p50Ms ?? Number.NaN));
}

interface Metric {
  readonly metric: string;
  readonly unit: string;
  readonly figure: Figure;
}

function row({ name, rounds }: Measured, { metric, unit, figure }: Metric): Row {
  return roundsRow({ subject: name, metric, unit, rounds: rounds.map(figure) });
}
