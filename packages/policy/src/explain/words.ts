import type { Entity } from '@sallyport/core';
import { CONDITIONS, type Conditions, DAYS, type Range, type TimeCondition } from '../conditions/conditions.ts';
import type { Question } from '../question.ts';

const MOST_ITEMS = 6;

/** What a condition asks for: `embeddings.* or chat.*`, `at most 10 bytes`. */
export function asksOf(when: Conditions, condition: keyof Conditions): string {
  const asked = when[condition];
  if (condition === 'time') return timeWords(asked as TimeCondition);
  if (condition === 'bodyBytes') return `${rangeWords(asked as Range)} bytes`;
  if (condition === 'inputs') return rangeWords(asked as Range);
  if (typeof asked === 'string') return asked;
  if (condition === 'subjects' && (asked as readonly string[]).includes('*')) return 'anybody';
  return listWords(asked as readonly (string | boolean)[], condition === 'networks' ? 'in ' : '');
}

/** What a question says about a condition: `embeddings.create`, `not known`. */
export function isOf(
  condition: keyof Conditions,
  { question, when }: { readonly question: Question; readonly when: Conditions },
): string {
  const fact = FACTS[condition](question);
  if (fact === undefined) return 'not known';
  if (condition === 'time') return instantWords(question.time ?? 0, when.time?.zone ?? 'UTC');
  return String(fact);
}

/** One condition of a rule, in words. */
export interface Asked {
  readonly condition: keyof Conditions;
  readonly entity?: Entity | 'any';
  /** `embeddings.* or chat.*` */
  readonly asks: string;
}

/** What a rule asks for, in words, in the order of `CONDITIONS`. */
export function whenWords(when: Conditions = {}): readonly Asked[] {
  return CONDITIONS.filter((name) => when[name] !== undefined).flatMap((condition): Asked[] => {
    if (condition !== 'entities') return [{ condition, asks: asksOf(when, condition) }];
    const ranges = Object.entries(when.entities ?? {}) as [Entity | 'any', Range][];
    return ranges.map(([entity, range]) => ({ condition, entity, asks: rangeWords(range) }));
  });
}

/** What each condition looks at. */
const FACTS: Readonly<Record<keyof Conditions, (question: Question) => unknown>> = Object.freeze({
  subjects: ({ subject }: Question) => subject,
  groups: ({ groups }: Question) => (groups?.length === 0 ? 'none' : groups?.join(', ')),
  issuers: ({ issuer }: Question) => issuer,
  clients: ({ client }: Question) => client,
  nature: ({ nature }: Question) => nature,
  connections: ({ connection }: Question) => connection,
  baa: ({ baa }: Question) => baa,
  operations: ({ operation }: Question) => operation,
  models: ({ model }: Question) => model,
  entities: ({ entities }: Question) => entities,
  bodyBytes: ({ bodyBytes }: Question) => bodyBytes,
  inputs: ({ inputs }: Question) => inputs,
  time: ({ time }: Question) => time,
  networks: ({ source }: Question) => source,
  purposes: ({ purpose }: Question) => purpose,
});

/** `none`, `at least 1`, `at most 10`, `exactly 3`, `from 1 to 10`. */
export function rangeWords({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Range): string {
  if (atMost === 0) return 'none';
  if (atMost === Number.POSITIVE_INFINITY) return `at least ${atLeast}`;
  if (atLeast === 0) return `at most ${atMost}`;
  return atLeast === atMost ? `exactly ${atLeast}` : `from ${atLeast} to ${atMost}`;
}

/** `a`, `a or b`, `a, b or c`; of many `a, b, c, d, e, f or 12 more`. */
function listWords(items: readonly (string | boolean)[], before: string): string {
  const shown = items.slice(0, items.length > MOST_ITEMS + 1 ? MOST_ITEMS : items.length).map(String);
  const more = items.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  const [last = '', ...rest] = all.toReversed();
  return `${before}${rest.length === 0 ? last : `${rest.toReversed().join(', ')} or ${last}`}`;
}

/** `mon to fri, 08:00 to 18:00, America/New_York` */
function timeWords({ days, from, to, zone }: TimeCondition): string {
  const hours = from === undefined && to === undefined ? [] : [`${from ?? '00:00'} to ${to ?? '24:00'}`];
  return [...(days === undefined ? [] : [dayWords(days)]), ...hours, zone].join(', ');
}

function dayWords(days: readonly string[]): string {
  const at = DAYS.flatMap((day, index) => (days.includes(day) ? [index] : []));
  const [first = 0] = at;
  const last = at.at(-1) ?? 0;
  const run = at.length > 2 && last - first === at.length - 1;
  return run ? `${DAYS[first]} to ${DAYS[last]}` : at.map((index) => DAYS[index]).join(' ');
}

/** `sun 2026-11-29 10:34`, in a zone. */
export function instantWords(time: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(time);
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${of.weekday?.toLowerCase()} ${of.year}-${of.month}-${of.day} ${of.hour}:${of.minute}`;
}
