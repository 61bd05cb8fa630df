import { layOut } from 'sallyport';
import type { CallFrame, SelfTime } from './cpu-profile.ts';

const LONGEST = 40;

/** Writes the functions that took longest for people: microseconds of each call, what for, and where. */
export function longestTimes(times: readonly SelfTime[], calls: number): string {
  return layOut([['µs/call', 'on', 'in'], ...times.slice(0, LONGEST).map((time) => line(time, calls))]);
}

function line({ frame, caller, group, micros }: SelfTime, calls: number): readonly string[] {
  const place = caller === undefined ? placeOf(frame) : `${frame.functionName}, for ${placeOf(caller)}`;
  return [(micros / calls).toFixed(1).padStart(7), group, place];
}

function placeOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name} ${url.replace(/^.*\/(?:node_modules|packages)\//, '')}:${lineNumber + 1}`;
}
