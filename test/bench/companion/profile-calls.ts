import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layOut } from 'sallyport';
import type { Options } from '../options.ts';
import { OUT } from '../out.ts';
import type { CallFrame, CpuProfile, SelfTime } from '../profile/cpu-profile.ts';
import { IDLE } from '../profile/group-of.ts';
import { groupTimes, selfTimes } from '../profile/self-times.ts';
import type { BenchResult } from '../report/result.ts';
import { say } from '../report/say.ts';
import type { Stage } from '../servers/open-stage.ts';
import { conditionsOf } from './conditions.ts';
import { sallyport } from './subjects.ts';

const LONGEST = 40;

/** Profiles the companion's process under embedding calls, after as many to warm up. */
export async function profileCalls(stage: Stage, { rounds, count, connections }: Options): Promise<BenchResult> {
  const file = join(OUT, 'companion.cpuprofile');
  const calls = rounds * count;
  await callRounds(stage, { rounds, count, connections, first: 0 });
  await stage.ours.process.ask('beginProfile');
  await callRounds(stage, { rounds, count, connections, first: calls });
  await stage.ours.process.ask('endProfile', file);
  const times = selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile).filter(({ group }) => group !== IDLE);
  say(`${layOut([['µs/call', 'on', 'in'], ...times.slice(0, LONGEST).map((time) => line(time, calls))])}\n\n${file}`);
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

function line({ frame, caller, group, micros }: SelfTime, calls: number): readonly string[] {
  const place = caller === undefined ? placeOf(frame) : `${frame.functionName}, for ${placeOf(caller)}`;
  return [(micros / calls).toFixed(1).padStart(7), group, place];
}

function placeOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name} ${url.replace(/^.*\/(?:node_modules|packages)\//, '')}:${lineNumber + 1}`;
}
