import type { Change, Diff, DiffGroup, Fact, Policy } from '@sallyport/policy';
import { createColors } from 'picocolors';
import { layOut } from '../table.ts';
import { counted } from './counted.ts';
import { indent } from './indent.ts';

/** A list of more groups than this is cut. */
const MOST_GROUPS = 40;

/** What was compared, and what came of it. */
export interface Compared {
  readonly a: Policy;
  readonly b: Policy;
  readonly diff: Diff;
  /** What a call is called: `case`, `recorded call`. */
  readonly noun: string;
  /** The names of the calls, in their order. */
  readonly names: readonly string[];
  /** Facts that no call tells. */
  readonly unknown: readonly Fact[];
  readonly colour: boolean;
}

/** A difference as it is printed: groups of calls whose decisions change alike. */
export function diffText(compared: Compared): string {
  const { a, b, diff, noun, unknown } = compared;
  const { groups } = diff;
  const shown = groups.slice(0, MOST_GROUPS).map((group) => groupText(group, compared));
  return [
    `from ${titleOf(a)}\nto   ${titleOf(b)}`,
    ...shown,
    ...(groups.length > MOST_GROUPS ? [`… and ${counted(groups.length - MOST_GROUPS, 'group')} more`] : []),
    totals(diff, noun),
    ...(unknown.length === 0 ? [] : [`No event tells these facts of a call: ${unknown.map(factWord).join(', ')}.`]),
  ].join('\n\n');
}

function titleOf({ name, digest, rules }: Policy): string {
  return `${name}, ${counted(rules.length, 'rule')}, ${digest}`;
}

function groupText(
  { from, to, changes, certain, hangsOn, count, examples }: DiffGroup,
  { noun, names, colour }: Compared,
): string {
  const { bold, yellow } = createColors(colour);
  const rules = from === to ? `rule ${from}` : `rule ${from} → ${to}`;
  const how = certain
    ? ''
    : yellow(hangsOn.length === 0 ? ' perhaps' : ` perhaps, by ${hangsOn.map(factWord).join(', ')}`);
  const rows = gathered(changes).map(({ what, from: before, to: after }) => [what, before, '→', after]);
  const who = examples.map((at) => names[at] ?? '').join(', ');
  const more = count > examples.length ? ', …' : '';
  return `${bold(counted(count, noun))}${how}: ${rules}\n${indent(layOut(rows), 2)}\n  such as ${who}${more}`;
}

/** Entities of which the same becomes are told together: `out NAME, MRN`. */
function gathered(changes: readonly Change[]): readonly Change[] {
  const alike = Map.groupBy(changes, ({ what, from, to }) => {
    const [direction, entity] = what.split('/');
    return entity === undefined ? what : `${direction} ${from} ${to}`;
  });
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const [direction = '', ...entities] = [first, ...others].flatMap(({ what }, at) =>
      what.split('/').slice(at === 0 ? 0 : 1),
    );
    return [{ ...first, what: entities.length === 0 ? direction : `${direction} ${entities.join(', ')}` }];
  });
}

function totals({ calls, same, changed, open }: Diff, noun: string): string {
  const maybe = open === 0 ? '' : `, ${open} perhaps`;
  return `${counted(calls, noun)}: ${changed} changed${maybe}, ${same} unchanged`;
}

function factWord(fact: Fact): string {
  if (fact === 'bodyBytes') return 'size of the body';
  return fact === 'baa' ? 'agreement' : fact;
}
