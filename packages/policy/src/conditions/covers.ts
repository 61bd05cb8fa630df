import { ENTITIES, networkKey, readNetwork } from '@sallyport/core';
import { CONDITIONS, type Conditions, type Range, type TimeCondition } from './conditions.ts';
import { fitsGlob, readGlob } from './glob.ts';
import { isZone } from './local-time.ts';
import { speaksOf } from './speaks-of.ts';
import { readClock } from './time-of-day.ts';

type Covers = {
  readonly [Name in keyof Conditions]-?: (
    wide: NonNullable<Conditions[Name]>,
    narrow: NonNullable<Conditions[Name]>,
  ) => boolean;
};

/** Every item of `narrow` is covered by one of `wide`. */
const each =
  (covers: (wide: string, narrow: string) => boolean) =>
  (wide: readonly string[], narrow: readonly string[]): boolean =>
    narrow.every((one) => wide.some((other) => covers(other, one)));

const subset = (wide: readonly unknown[], narrow: readonly unknown[]): boolean =>
  narrow.every((one) => wide.includes(one));

/** Whether a condition holds wherever a narrower one does: `false` where that is not certain. */
export const COVERS: Covers = Object.freeze<Covers>({
  subjects: (wide, narrow) => wide.includes('*') || subset(wide, narrow),
  groups: subset,
  issuers: subset,
  clients: subset,
  nature: (wide, narrow) => wide === narrow,
  connections: subset,
  baa: subset,
  operations: each(speaksOf),
  // A star of the narrow one is a character that only a star of the wide one fits.
  models: each((wide, narrow) => fitsGlob(readGlob(wide), narrow)),
  entities: coversEntities,
  bodyBytes: contains,
  inputs: contains,
  time: coversTime,
  networks: each(coversNetwork),
  purposes: subset,
});

/**
 * Tells whether the wider conditions hold whenever the narrower ones do, so that a rule with the narrower ones behind one with the wider is never
 * reached. It is sure of what it affirms; of what it denies it may only have failed to see it.
 */
export function covers(wider: Conditions = {}, narrower: Conditions = {}): boolean {
  return coversBut(undefined, { wider, narrower });
}

/** As `covers`, but for one condition, which is not looked at. */
export function coversBut(
  skipped: keyof Conditions | undefined,
  {
    wider = {},
    narrower = {},
  }: { readonly wider?: Conditions | undefined; readonly narrower?: Conditions | undefined },
): boolean {
  for (const name of CONDITIONS) if (name !== skipped && mayFail(name, { wide: wider, narrow: narrower })) return false;
  return true;
}

/** The conditions of `wide` that may fail where those of `narrow` hold. */
export function uncovered(wide: Conditions, narrow: Conditions): readonly (keyof Conditions)[] {
  return CONDITIONS.filter((name) => mayFail(name, { wide, narrow }));
}

function mayFail(
  name: keyof Conditions,
  { wide, narrow }: { readonly wide: Conditions; readonly narrow: Conditions },
): boolean {
  const [meant, other] = [wide[name], narrow[name]];
  if (meant === undefined) return false;
  return other === undefined || !(COVERS[name] as (wide: unknown, narrow: unknown) => boolean)(meant, other);
}

function contains(wide: Range, narrow: Range): boolean {
  return leastOf(narrow) >= leastOf(wide) && mostOf(narrow) <= mostOf(wide);
}

function leastOf({ atLeast = Number.NEGATIVE_INFINITY }: Range): number {
  return atLeast;
}

function mostOf({ atMost = Number.POSITIVE_INFINITY }: Range): number {
  return atMost;
}

function coversEntities(
  wide: NonNullable<Conditions['entities']>,
  narrow: NonNullable<Conditions['entities']>,
): boolean {
  return (Object.entries(wide) as [keyof typeof wide, Range][]).every(([entity, range]) =>
    contains(range, entity === 'any' ? totalOf(narrow) : (narrow[entity] ?? { atLeast: 0 })),
  );
}

/** The bounds of all entities together, as far as those of each say. */
function totalOf(ranges: NonNullable<Conditions['entities']>): Range {
  const all = ENTITIES.map((entity) => ranges[entity] ?? {});
  const atLeast = all.reduce((sum, range) => sum + Math.max(0, leastOf(range)), 0);
  const atMost = all.reduce((sum, range) => sum + mostOf(range), 0);
  const { any = {} } = ranges;
  return { atLeast: Math.max(atLeast, leastOf(any)), atMost: Math.min(atMost, mostOf(any)) };
}

function coversTime(wide: TimeCondition, narrow: TimeCondition): boolean {
  if (wide.days === undefined && isWholeDay(wide) && isZone(wide.zone)) return true;
  const sameDays = wide.days === undefined || (narrow.days !== undefined && subset(wide.days, narrow.days));
  const [outer, inner] = [spanOf(wide), spanOf(narrow)];
  if (wide.zone !== narrow.zone || !sameDays || outer === undefined || inner === undefined) return false;
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

function isWholeDay(time: TimeCondition): boolean {
  const span = spanOf(time);
  return span !== undefined && span.begin === 0 && span.end === 1_440;
}

/** In minutes since the beginning of the day it belongs to; past midnight beyond 1,440. */
function spanOf({
  from = '00:00',
  to = '24:00',
}: TimeCondition): { readonly begin: number; readonly end: number } | undefined {
  const [begin, end] = [readClock(from), readClock(to)];
  if (begin === undefined || end === undefined) return undefined;
  return { begin, end: begin < end ? end : end + 1_440 };
}

function coversNetwork(wide: string, narrow: string): boolean {
  const [outer, inner] = [readNetwork(wide), readNetwork(narrow)];
  if (outer === undefined || inner === undefined || outer.address.length !== inner.address.length) return false;
  const key = (address: typeof outer.address) => networkKey(address, outer.prefix);
  return inner.prefix >= outer.prefix && key(inner.address) === key(outer.address);
}
