import type { Entity, Span } from '@sallyport/core';
import { allMatches } from './grammar/matches.ts';

/** Numbers that stand for one thing, and are written the same way wherever it is meant. */
const KINDS: ReadonlySet<Entity> = new Set<Entity>([
  'MRN',
  'HEALTH_PLAN',
  'ACCOUNT',
  'LICENSE',
  'VEHICLE',
  'DEVICE',
  'OTHER_ID',
  'BIOMETRIC',
]);
const VALUE = '[A-Za-z0-9](?:[A-Za-z0-9]|[-_/](?=[A-Za-z0-9])){4,31}';
const WHOLE = new RegExp(`^${VALUE}$`);
const TOKEN = new RegExp(
  `(?<![A-Za-z0-9._/@:+-])(?=[A-Za-z_/-]{0,31}\\d)${VALUE}(?![A-Za-z0-9@_/-]|[.:+][A-Za-z0-9])`,
  'g',
);
const LATER_SCORE = 0.6;
/** How far into a line a number of digits alone is looked for below another. */
const WIDEST = 128;

interface Known {
  /** Identifiers as they were written. */
  readonly values: ReadonlyMap<string, Entity>;
  /** What identifiers of one row have in common. */
  readonly rows: ReadonlyMap<string, Entity>;
}

/**
 * Finds identifiers again where they stand without their label, and their siblings: `S-0417-003` where `S-0417-001` was
 * found, and a number of digits below another one that begins as it does. One walk over the text, if there is one in it.
 */
export function findIdMentions(text: string, spans: readonly Span[]): readonly Span[] {
  const { values, rows } = knownIn(text, spans);
  if (values.size === 0) return [];
  const mentions: Span[] = [];
  let next = 0;
  for (const { index: start, 0: value } of allMatches(text, TOKEN)) {
    const end = start + value.length;
    while ((spans[next]?.end ?? Infinity) <= start) next++;
    if ((spans[next]?.start ?? Infinity) < end || !isDistinctive(value)) continue;
    const type = values.get(value) ?? rows.get(rowOf(text, start, value) ?? '');
    if (type !== undefined) mentions.push({ start, end, type, score: LATER_SCORE });
  }
  return mentions;
}

function knownIn(text: string, spans: readonly Span[]): Known {
  const values = new Map<string, Entity>();
  const rows = new Map<string, Entity>();
  for (const { start, end, type } of spans) {
    if (!KINDS.has(type) || end - start > 32) continue;
    const value = text.slice(start, end);
    if (!WHOLE.test(value) || !isDistinctive(value)) continue;
    values.set(value, type);
    const row = rowOf(text, start, value);
    if (row !== undefined) rows.set(row, type);
  }
  return { values, rows };
}

/** Five letters and digits with three digits among them, or six digits: fewer are codes of procedures, genes and rooms. */
function isDistinctive(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  return digits >= 3 && lettersAndDigits(value) >= (hasLetter(value) ? 5 : 6);
}

/** The outline of an identifier and the half of it that comes first; of digits alone also how far into its line it stands. */
function rowOf(text: string, start: number, value: string): string | undefined {
  const letters = hasLetter(value);
  if (lettersAndDigits(value) < (letters ? 7 : 6)) return undefined;
  const outline = value.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '9');
  const first = value.slice(0, Math.max(3, Math.ceil(value.length / 2)));
  if (letters) return /\d/.test(first) ? `${outline} ${first}` : undefined;
  const line = text.slice(Math.max(0, start - WIDEST), start).lastIndexOf('\n') + Math.max(0, start - WIDEST);
  return start - line < WIDEST ? `${outline} ${first} ${start - line}` : undefined;
}

function hasLetter(value: string): boolean {
  return /[A-Za-z]/.test(value);
}

function lettersAndDigits(value: string): number {
  return value.replace(/[^A-Za-z0-9]/g, '').length;
}
