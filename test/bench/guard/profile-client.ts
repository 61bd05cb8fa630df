import { join } from 'node:path';
import { BenchFailure } from '../bench-failure.ts';
import { OUT } from '../out.ts';
import { profileRows } from '../profile/profile-rows.ts';
import type { BenchResult } from '../report/result.ts';
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
  return {
    name: 'guard-profile',
    rows: await profileRows(file, calls),
    ratios: {},
    checks: [],
    conditions: guardConditions(stage, { rounds, count, batches: 0, turns: 0, watched: 0 }),
  };
}
