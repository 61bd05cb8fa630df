import { CONDITIONS, type Conditions } from '../conditions/conditions.ts';
import { covers, coversBut } from '../conditions/covers.ts';
import { countEntities } from '../explain/count-entities.ts';
import type { Rule } from '../rule.ts';
import type { Finding } from './finding.ts';

/** A rule is held against so many of the first rules, and as many of those right before it. */
const MOST_BEFORE = 128;

/** Lists of which a call that matches has one item. */
const LISTS = [
  'subjects',
  'groups',
  'issuers',
  'clients',
  'connections',
  'baa',
  'operations',
  'models',
  'networks',
  'purposes',
] as const satisfies readonly (keyof Conditions)[];

/**
 * Rules that can never match: because their own conditions contradict each other, or because every call they are about matches one before them. Never
 * says so of one that can; of the rules that it compares see `MOST_BEFORE`.
 */
export function findUnreachable(rules: readonly Rule[]): readonly Finding[] {
  const masks = rules.map(({ when = {} }) => maskOf(when));
  const unreachable = new Set<number>();
  return rules.flatMap((rule, at) => {
    const { when = {} } = rule;
    if (isImpossible(when))
      return [finding(rule, { message: 'never matches: its own conditions contradict each other' })];
    // One that is never reached stops nothing that what stops it does not.
    const before = candidates(at).filter((index) => !unreachable.has(index) && within(masks[index], masks[at]));
    const whole = before.find((index) => covers(rules[index]?.when, when));
    const other = whole === undefined ? undefined : rules[whole]?.name;
    const names =
      other === undefined
        ? coveredPiecewise(
            when,
            before.flatMap((index) => rules[index] ?? []),
          )
        : undefined;
    if (other === undefined && names === undefined) return [];
    unreachable.add(at);
    if (other !== undefined) {
      return [
        finding(rule, { other, message: `never matches: ${other} stands before it and matches all that it would` }),
      ];
    }
    return [
      finding(rule, { message: `never matches: ${names?.join(', ')} stand before it and match all that it would` }),
    ];
  });
}

function finding(rule: Rule, more: Pick<Finding, 'message'> & Partial<Pick<Finding, 'other'>>): Finding {
  return { kind: 'unreachable', level: 'warning', rule: rule.name, ...more };
}

function candidates(at: number): readonly number[] {
  const from = Math.max(Math.min(at, MOST_BEFORE), at - MOST_BEFORE);
  const first = Array.from({ length: Math.min(at, MOST_BEFORE) }, (_, index) => index);
  return [...first, ...Array.from({ length: at - from }, (_, index) => from + index)];
}

/** Whether each item of one of the lists is covered by itself. */
function coveredPiecewise(when: Conditions, before: readonly Rule[]): readonly string[] | undefined {
  for (const name of LISTS) {
    const items = when[name];
    if (items === undefined || items.length < 2) continue;
    const fitting = before.filter((rule) => coversBut(name, { wider: rule.when, narrower: when }));
    const found = items.map((item) => fitting.find((rule) => covers(rule.when, { ...when, [name]: [item] })));
    if (found.every((rule) => rule !== undefined)) return [...new Set(found.map((rule) => rule.name))];
  }
  return undefined;
}

function isImpossible({ entities, inputs, bodyBytes, ...lists }: Conditions): boolean {
  const reversed = [inputs, bodyBytes].some(
    (range) => (range?.atLeast ?? 0) > (range?.atMost ?? Number.POSITIVE_INFINITY),
  );
  const contradicting = entities !== undefined && countEntities({}, { ranges: entities }) === undefined;
  return reversed || contradicting || LISTS.some((name) => lists[name]?.length === 0);
}

function maskOf(when: Conditions): number {
  return CONDITIONS.reduce((mask, name, bit) => (when[name] === undefined ? mask : mask | (1 << bit)), 0);
}

/** A rule that has a condition which the other has not cannot cover it. */
function within(wide = 0, narrow = 0): boolean {
  return (wide & ~narrow) === 0;
}
