import { median } from '../report/median.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';
import type { GuardMeasured, GuardRound } from './call-in-turn.ts';
import { BASELINES, type ClientName } from './clients.ts';

type Figure = (round: GuardRound) => number;

/** How long a call takes with each client, and how much longer than with the client it wraps. `what` says which calls. */
export function latencyRows(measured: readonly GuardMeasured[], what: string): readonly Row[] {
  const p50: Figure = ({ p50Ms }) => p50Ms;
  const p99: Figure = ({ p99Ms }) => p99Ms;
  return [
    ...measured.flatMap((one) => [
      row(one, { metric: `${what}: p50`, unit: 'ms', figure: p50 }),
      row(one, { metric: `${what}: p99`, unit: 'ms', figure: p99 }),
    ]),
    ...measured
      .filter(({ name }) => BASELINES[name] !== undefined)
      .flatMap(({ name: subject }) => [
        roundsRow({ subject, metric: `${what}: added p50`, unit: 'ms', rounds: added(measured, subject, p50) }),
        roundsRow({ subject, metric: `${what}: added p99`, unit: 'ms', rounds: added(measured, subject, p99) }),
      ]),
  ];
}

/**
 * Where the time goes that ours adds: in its process, detection and all the rest; and what it waits for the companion longer than for
 * the provider itself. Medians of parts; together they are about the added p50.
 */
export function partRows(measured: readonly GuardMeasured[], what: string): readonly Row[] {
  const subject = 'sallyport';
  const part = (metric: string, figure: Figure): Row =>
    roundsRow({ subject, metric: `${what}: ${metric}`, unit: 'ms', rounds: added(measured, subject, figure) });
  return [
    part('added by the inner door, detection', ({ detectMs }) => detectMs),
    part('added by the inner door, all else', ({ restMs }) => restMs),
    part('added by the companion', ({ fetchMs }) => fetchMs),
  ];
}

/** Processor time of a call, in the process of each client, and in the companion's for ours. */
export function processorRows(measured: readonly GuardMeasured[], what: string): readonly Row[] {
  const unit = 'µs/call';
  return [
    ...measured.map((one) =>
      row(one, { metric: `${what}: processor of its process`, unit, figure: ({ cpuMicros }) => cpuMicros }),
    ),
    ...measured
      .filter(({ name }) => name === 'sallyport')
      .map((one) =>
        row(one, {
          metric: `${what}: processor of the companion`,
          unit,
          figure: ({ companionMicros }) => companionMicros,
        }),
      ),
  ];
}

/** What the disk took for a flush before each round: ours waits for one in its process and for two in the companion's. */
export function flushRow(measured: readonly GuardMeasured[], what: string): Row {
  const rounds = measured.flatMap((one) => one.rounds.map(({ flushMs }) => flushMs));
  return roundsRow({ subject: 'disk', metric: `${what}: a flush`, unit: 'ms', rounds });
}

/** What `name` adds to a call at the median over what `than` adds; each is the median of its rounds. */
export function addedRatio(
  measured: readonly GuardMeasured[],
  { name, than }: Readonly<Record<'name' | 'than', ClientName>>,
): number {
  const [ours, theirs] = [name, than].map((one) => median(added(measured, one, ({ p50Ms }) => p50Ms)));
  return (ours ?? Number.NaN) / (theirs ?? Number.NaN);
}

/** By how much a figure of a client exceeds that of the client it wraps, round by round. */
function added(measured: readonly GuardMeasured[], name: ClientName, figure: Figure): readonly number[] {
  const rounds = (wanted: ClientName | undefined): readonly GuardRound[] =>
    measured.find((one) => one.name === wanted)?.rounds ?? [];
  const baseline = rounds(BASELINES[name]);
  return rounds(name).flatMap((round, at) => {
    const beside = baseline[at];
    return beside === undefined ? [] : [figure(round) - figure(beside)];
  });
}

interface Metric {
  readonly metric: string;
  readonly unit: string;
  readonly figure: Figure;
}

function row({ name, rounds }: GuardMeasured, { metric, unit, figure }: Metric): Row {
  return roundsRow({ subject: name, metric, unit, rounds: rounds.map(figure) });
}
