import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from '../options.ts';
import { OUT } from '../out.ts';
import type { CpuProfile } from '../profile/cpu-profile.ts';
import { IDLE } from '../profile/group-of.ts';
import { longestTimes } from '../profile/longest-times.ts';
import { groupTimes, selfTimes } from '../profile/self-times.ts';
import type { BenchResult } from '../report/result.ts';
import { say } from '../report/say.ts';
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
  const times = selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile).filter(({ group }) => group !== IDLE);
  say(`${longestTimes(times, calls)}\n\n${file}`);
  return {
    name: 'companion-profile',
    rows: [...groupTimes(times)].map(([group, micros]) => ({
      subject: 'sallyport',
      metric: group,
      value: micros / calls,
      unit: 'µs/call',
    })),
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
