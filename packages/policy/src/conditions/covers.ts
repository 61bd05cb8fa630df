import { canonicalJson } from '../canonical-json.ts';
import { CONDITIONS, type Conditions, type Range } from './conditions.ts';
import { speaksOf } from './speaks-of.ts';

/**
 * Tells whether the wider conditions hold whenever the narrower ones do, so that a rule with the narrower ones behind one with the wider is never
 * reached. It is sure of what it affirms; of what it denies it may only have failed to see it (between globs, networks and times that are not the same).
 */
export function covers(wider: Conditions | undefined, narrower: Conditions | undefined): boolean {
  return CONDITIONS.every((name) => {
    const [wide, narrow] = [wider?.[name], narrower?.[name]];
    if (wide === undefined) return true;
    return narrow !== undefined && implies(name, { wide, narrow });
  });
}

interface Two {
  readonly wide: unknown;
  readonly narrow: unknown;
}

function implies(name: keyof Conditions, { wide, narrow }: Two): boolean {
  if (Array.isArray(wide) && Array.isArray(narrow)) {
    return narrow.every((item) => wide.some((one) => holdsItem(name, { wide: one, narrow: item })));
  }
  if (name === 'bodyBytes' || name === 'inputs') return contains(wide as Range, narrow as Range);
  if (name === 'entities') return containsAll(wide as Conditions['entities'], narrow as Conditions['entities']);
  return canonicalJson(wide) === canonicalJson(narrow);
}

function holdsItem(name: keyof Conditions, { wide, narrow }: Two): boolean {
  if (wide === narrow) return true;
  if (name === 'subjects') return wide === '*';
  if (name === 'operations') return speaksOf(String(wide), String(narrow));
  return name === 'models' && beginsAlike(String(wide), String(narrow));
}

/** `gpt-*` and `gpt-4o*`. */
function beginsAlike(wide: string, narrow: string): boolean {
  return wide.indexOf('*') === wide.length - 1 && narrow.startsWith(wide.slice(0, -1));
}

function contains(wide: Range, narrow: Range): boolean {
  return (
    (wide.atLeast ?? Number.NEGATIVE_INFINITY) <= (narrow.atLeast ?? Number.NEGATIVE_INFINITY) &&
    (wide.atMost ?? Number.POSITIVE_INFINITY) >= (narrow.atMost ?? Number.POSITIVE_INFINITY)
  );
}

function containsAll(wide: Conditions['entities'] = {}, narrow: Conditions['entities'] = {}): boolean {
  return Object.entries(wide).every(([entity, range]) => {
    const inner = narrow[entity as keyof typeof narrow];
    return inner !== undefined && contains(range, inner);
  });
}
