import { utf8 } from '@sallyport/core';
import type { Summary } from './summary.ts';

/** What could drive a terminal or turn a line around, and stands in JSON as it is. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** Writes a summary as JSON for people and programs: two spaces, one order of members, a newline at the end; controls and formats escaped. */
export function encodeSummary(summary: Summary): Uint8Array<ArrayBuffer> {
  return utf8(`${JSON.stringify(summary, null, 2).replaceAll(UNSAFE, escapeUnits)}\n`);
}

function escapeUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
