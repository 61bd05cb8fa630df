import { PURPOSES } from '@sallyport/core';
import type { Conditions, Range } from '../conditions/conditions.ts';
import { COVERED_OPERATIONS } from '../covered-operations.ts';
import type { Question } from '../question.ts';

/** A few sets of facts to try in place of a question's, those nearest to it first. */
export type Facts = Partial<Question>;

type Lists = {
  readonly [C in
    | 'operations'
    | 'models'
    | 'connections'
    | 'subjects'
    | 'issuers'
    | 'clients'
    | 'purposes'
    | 'networks'
    | 'baa']: (item: string | boolean) => Facts;
};

/** The fact that an item of a list stands for. */
const FACT_OF: Lists = Object.freeze({
  operations: (item: string | boolean) => ({ operation: operationOf(String(item)) }),
  models: (item: string | boolean) => ({ model: String(item).replaceAll('*', '') || 'model' }),
  connections: (item: string | boolean) => ({ connection: String(item) }),
  subjects: (item: string | boolean) => ({ subject: item === '*' ? 'somebody' : String(item) }),
  issuers: (item: string | boolean) => ({ issuer: String(item) }),
  clients: (item: string | boolean) => ({ client: String(item) }),
  purposes: (item: string | boolean) => ({ purpose: item as NonNullable<Question['purpose']> }),
  networks: (item: string | boolean) => ({ source: String(item).replace(/\/\d+$/, '') }),
  baa: (item: string | boolean) => ({ baa: item as NonNullable<Question['baa']> }),
});

/** Facts that are none of those a condition names, to try where it must not hold. */
const OTHERS: Readonly<Record<keyof Lists, readonly (string | boolean)[]>> = Object.freeze({
  operations: [...COVERED_OPERATIONS.filter((name) => !name.endsWith('.*')), 'another.operation'],
  models: ['another-model'],
  connections: ['another-connection'],
  subjects: ['somebody-else'],
  issuers: ['https://another-issuer.example'],
  clients: ['another-client'],
  purposes: PURPOSES,
  networks: ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1'],
  baa: [true, 'self_hosted', false],
});

/** What to try so that a condition holds. Not for `entities` and `time`. */
export function factsThatHold(condition: keyof Conditions, { when, question }: Asked): readonly Facts[] {
  if (condition === 'groups') {
    return (when.groups ?? []).map((group) => ({ groups: [...(question.groups ?? []), group] }));
  }
  if (condition === 'nature') return when.nature === undefined ? [] : [{ nature: when.nature }];
  if (condition === 'inputs' || condition === 'bodyBytes')
    return [{ [condition]: nearest(when[condition], question[condition]) }];
  if (condition === 'entities' || condition === 'time') return [];
  return (when[condition] ?? []).map(FACT_OF[condition]);
}

/** What to try so that a condition of a rule that denies does not hold, while those of `goal` do. Not for `entities` and `time`. */
export function factsThatFail(
  condition: keyof Conditions,
  { when, goal, question }: Asked & { readonly goal: Conditions },
): readonly Facts[] {
  if (condition === 'groups') {
    const barred = new Set(when.groups);
    return [{ groups: (question.groups ?? []).filter((group) => !barred.has(group)) }];
  }
  if (condition === 'nature') return [{ nature: when.nature === 'person' ? 'service' : 'person' }];
  if (condition === 'inputs' || condition === 'bodyBytes') {
    const { atLeast = 0, atMost } = when[condition] ?? {};
    const below = atLeast > 0 ? [{ [condition]: atLeast - 1 }] : [];
    return [...below, ...(atMost === undefined ? [] : [{ [condition]: atMost + 1 }])];
  }
  if (condition === 'entities' || condition === 'time') return [];
  return [...(goal[condition] ?? []), ...(goal[condition] === undefined ? OTHERS[condition] : [])].map(
    FACT_OF[condition],
  );
}

/** A condition's rule, and the call. */
export interface Asked {
  readonly when: Conditions;
  readonly question: Question;
}

function nearest({ atLeast = 0, atMost = Number.MAX_SAFE_INTEGER }: Range = {}, count = 0): number {
  return Math.min(Math.max(count, atLeast), atMost);
}

/** A name that a list of operations speaks of. */
function operationOf(name: string): string {
  if (!name.includes('*')) return name;
  const prefix = name.slice(0, name.indexOf('*'));
  return COVERED_OPERATIONS.find((one) => one.startsWith(prefix) && !one.includes('*')) ?? `${prefix}call`;
}
