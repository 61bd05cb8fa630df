import { readFile } from 'node:fs/promises';
import type { Row } from '../report/result.ts';
import { say } from '../report/say.ts';
import type { CpuProfile } from './cpu-profile.ts';
import { IDLE } from './group-of.ts';
import { longestTimes } from './longest-times.ts';
import { groupTimes, selfTimes } from './self-times.ts';

/** Says where a profile's time went, and gives it by group, in microseconds a call. */
export async function profileRows(file: string, calls: number): Promise<readonly Row[]> {
  const times = selfTimes(JSON.parse(await readFile(file, 'utf8')) as CpuProfile).filter(({ group }) => group !== IDLE);
  say(`${longestTimes(times, calls)}\n\n${file}`);
  return [...groupTimes(times)].map(([group, micros]) => ({
    subject: 'sallyport',
    metric: group,
    value: micros / calls,
    unit: 'µs/call',
  }));
}
