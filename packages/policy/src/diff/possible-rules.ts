import { CONDITIONS, type Conditions } from '../conditions/conditions.ts';
import { COVERS } from '../conditions/covers.ts';
import { holds } from '../conditions/matches.ts';
import { ruleOf } from '../decide.ts';
import type { Policy } from '../policy.ts';
import type { Question } from '../question.ts';
import type { Rule } from '../rule.ts';

/** A fact that a policy may look at. */
export type Fact = keyof Question;

/** The fact that each condition looks at. */
const LOOKS_AT: Readonly<Record<keyof Conditions, Fact>> = Object.freeze({
  subjects: 'subject',
  groups: 'groups',
  issuers: 'issuer',
  clients: 'client',
  nature: 'nature',
  connections: 'connection',
  baa: 'baa',
  operations: 'operation',
  models: 'model',
  entities: 'entities',
  bodyBytes: 'bodyBytes',
  inputs: 'inputs',
  time: 'time',
  networks: 'source',
  purposes: 'purpose',
});

/** A call of which not everything is known. */
export interface PartlyKnown {
  readonly question: Question;
  /** Facts that the call may have had, and nobody can tell. */
  readonly unknown: ReadonlySet<Fact>;
  /** Conditions that are known to have held, whatever the facts were. */
  readonly held: Conditions;
}

/** A rule that may have matched, and on which unknown facts that hangs. `undefined` is none, which is `default`. */
export interface Possible {
  readonly rule: Rule | undefined;
  readonly hangsOn: readonly Fact[];
}

/** The rules that may have matched, in order: one alone where that is certain. */
export function possibleRules(policy: Policy, call: PartlyKnown): readonly Possible[] {
  if (call.unknown.size === 0) return [{ rule: ruleOf(policy, call.question), hangsOn: [] }];
  const possible: Possible[] = [];
  for (const rule of policy.rules) {
    const open = openFacts(rule, call);
    if (open === undefined) continue;
    possible.push({ rule, hangsOn: open });
    if (open.length === 0) return possible;
  }
  return [...possible, { rule: undefined, hangsOn: [] }];
}

/** The unknown facts that decide whether a rule matches; `undefined` where it certainly does not. */
function openFacts(rule: Rule, { question, unknown, held }: PartlyKnown): readonly Fact[] | undefined {
  const open: Fact[] = [];
  const { when = {} } = rule;
  for (const condition of CONDITIONS) {
    if (when[condition] === undefined) continue;
    const fact = LOOKS_AT[condition];
    if (unknown.has(fact)) {
      if (!isKnownToHold(condition, { rule, held })) open.push(fact);
    } else if (!holds(when, condition, question)) return undefined;
  }
  return open;
}

function isKnownToHold(
  condition: keyof Conditions,
  { rule, held }: { readonly rule: Rule; readonly held: Conditions },
): boolean {
  const [wide, narrow] = [rule.when?.[condition], held[condition]];
  if (wide === undefined || narrow === undefined) return false;
  return (COVERS[condition] as (wide: unknown, narrow: unknown) => boolean)(wide, narrow);
}
