import { BenchFailure } from '../bench-failure.ts';
import { measureFlush } from '../report/measure-flush.ts';
import type { CallFigures } from './call-figures.ts';
import type { ClientName } from './clients.ts';
import type { GuardStage } from './guard-stage.ts';
import type { Workload } from './workloads.ts';

/** One round of one client. */
export interface GuardRound extends CallFigures {
  /** Processor time of the companion's process for each call, in microseconds: about 0 where the client does not call it. */
  readonly companionMicros: number;
  /** Calls in whose bodies a planted address reached the provider. */
  readonly raw: number;
  /** What the disk took for a flush just before, in milliseconds. */
  readonly flushMs: number;
}

/** The rounds of one client, in order. */
export interface GuardMeasured {
  readonly name: ClientName;
  readonly rounds: readonly GuardRound[];
}

/** What is called, and how often. */
export interface GuardPlan {
  readonly workload: Workload;
  readonly rounds: number;
  /** Calls of a client in a round. */
  readonly count: number;
  /** The number of the first request. */
  readonly first: number;
}

/**
 * Lets clients call in turn, round after round, one at a time. In a round all send the same requests, which no other round has. A round
 * before the first warms all of them up, and does not count.
 */
export async function callInTurn(stage: GuardStage, plan: GuardPlan): Promise<readonly GuardMeasured[]> {
  const measured = [...stage.clients.keys()].map((name) => ({ name, rounds: [] as GuardRound[] }));
  for (let round = 0; round <= plan.rounds; round++) {
    for (const { name, rounds } of measured) {
      const figures = await callOnce(stage, { name, ...plan, first: plan.first + round * plan.count });
      if (round > 0) rounds.push(figures);
    }
  }
  return measured;
}

/** What one client is to call. */
export interface GuardCalls {
  readonly name: ClientName;
  readonly workload: Workload;
  readonly first: number;
  readonly count: number;
}

/** Lets one client call. */
export async function callOnce(stage: GuardStage, { name, workload, first, count }: GuardCalls): Promise<GuardRound> {
  const { ours, stub, clients } = stage;
  const client = clients.get(name);
  if (client === undefined) throw new BenchFailure(`${name} does not run`);
  const { subjectToken: token } = await ours.grant();
  const flushMs = await measureFlush(ours.folder);
  const [before, rawBefore] = [await ours.process.ask('cpu'), await stub.ask('withWatched')];
  const figures = await client.ask('call', { workload, first, count, token });
  const [after, rawAfter] = [await ours.process.ask('cpu'), await stub.ask('withWatched')];
  return { ...figures, companionMicros: (after - before) / count, raw: rawAfter - rawBefore, flushMs };
}
