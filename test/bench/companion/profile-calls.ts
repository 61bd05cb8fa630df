import { join } from 'node:path';
import type { Options } from '../options.ts';
import { OUT } from '../out.ts';
import { profileRows } from '../profile/profile-rows.ts';
import type { BenchResult } from '../report/result.ts';
import type { Stage } from '../servers/open-stage.ts';
import { conditionsOf } from './conditions.ts';
import { sallyport } from './subjects.ts';

/** Profiles the companion's process under embedding calls, after as many to warm up. */
export async function profileCalls(stage: Stage, { rounds, count, connections }: Options): Promise<BenchResult> {
  const file = join(OUT, 'companion.cpuprofile');
  const calls = rounds * count;
  await callRounds(stage, { rounds, count, connections, first: 0 });
  await stage.ours.process.ask('beginProfile');
  await callRounds(stage, { rounds, count, connections, first: calls });
  await stage.ours.process.ask('endProfile', file);
  return {
    name: 'companion-profile',
    rows: await profileRows(file, calls),
    ratios: {},
    checks: [],
    conditions: {
      ...conditionsOf(stage),
      calls: String(calls),
      profiled: `embeddings over ${connections} connections`,
    },
  };
}

interface CallRounds extends Pick<Options, 'rounds' | 'count' | 'connections'> {
  readonly first: number;
}

/** In rounds, because what authorises a call is made ahead, and does not live long. */
async function callRounds(stage: Stage, { rounds, count, connections, first }: CallRounds): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const to = await sallyport(stage).destination();
    const job = { to, operation: 'embeddings', connections, count, first: first + round * count } as const;
    await stage.load.ask('call', job);
  }
}
