import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchFailure } from '../bench-failure.ts';
import { OUT } from '../out.ts';
import type { CpuProfile } from '../profile/cpu-profile.ts';
import { IDLE } from '../profile/group-of.ts';
import { longestTimes } from '../profile/longest-times.ts';
import { groupTimes, selfTimes } from '../profile/self-times.ts';
import type { BenchResult } from '../report/result.ts';
import { say } from '../report/say.ts';
import { callOnce } from './call-in-turn.ts';
import type { GuardSize } from './compare-clients.ts';
import { guardConditions } from './guard-conditions.ts';
import type { GuardStage } from './guard-stage.ts';

/** Profiles the guarded client's process under chat completions of 2 KB, after as many to warm up. */
export async function profileClient(stage: GuardStage, { rounds, count }: GuardSize): Promise<BenchResult> {
  const file = join(OUT, 'guard.cpuprofile');
  const client = stage.clients.get('sallyport');
  if (client === undefined) throw new BenchFailure('sallyport does not run');
  const calls = rounds * count;
  await callOnce(stage, { name: 'sallyport', workload: 'chat', first: 0, count: calls });
  await client.ask('beginProfile');
  await callOnce(stage, { name: 'sallyport', workload: 'chat', first: calls, count: calls });
  await client.ask('endProfile', file);
  const times = selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile).filter(({ group }) => group !== IDLE);
  say(`${longestTimes(times, calls)}\n\n${file}`);
  return {
    name: 'guard-profile',
    rows: [...groupTimes(times)].map(([group, micros]) => ({
      subject: 'sallyport',
      metric: group,
      value: micros / calls,
      unit: 'µs/call',
    })),
    ratios: {},
    checks: [],
    conditions: guardConditions(stage, { rounds, count, batches: 0, watched: 0 }),
  };
}
