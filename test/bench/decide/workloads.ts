import { PURPOSES } from '@sallyport/core';
import type { PolicyDocument, Question, RuleDocument } from '@sallyport/policy';

/** Rules and questions of one kind. No two rules are alike, and no two questions. */
export interface Workload {
  readonly name: string;
  readonly document: (rules: number) => PolicyDocument;
  /** One that the rule at a position is the first to match, or, from the number of rules on, none. */
  readonly question: (position: number, at: number) => Question;
}

const OPERATIONS = ['embeddings.create', 'chat.completions.create', 'responses.create', 'messages.create'] as const;
const MODELS = ['gpt-4o', 'o3', 'claude', 'llama'] as const;
const TEAM = 16;

function pick<T>(values: readonly T[], at: number): T {
  return values[at % values.length] as T;
}

/** Who, to where, what, and which model: what the peer can be told too. */
export const WHO: Workload = {
  name: 'who, connection, operation, model',
  document: (rules) => documentOf(rules, (at) => ({ ...whoOf(at) })),
  question: (position, at) => ({
    operation: pick(OPERATIONS, position),
    issuer: 'https://login.example',
    subject: `user-${position}`,
    groups: [],
    connection: `upstream-${position % 64}`,
    baa: true,
    model: `${pick(MODELS, position)}-${at}`,
  }),
};

/** Ten conditions in each rule. */
export const WHOLE: Workload = {
  name: 'ten conditions',
  document: (rules) =>
    documentOf(rules, (at) => ({
      groups: [`team-${at}`, `office-${at % TEAM}`],
      issuers: ['https://login.example'],
      connections: [`upstream-${at % 64}`],
      operations: [pick(OPERATIONS, at), 'chat.*'],
      models: [`${pick(MODELS, at)}*`, `*-${at}-preview`],
      entities: { SSN: { atMost: 5 }, any: { atLeast: 1 + (at % 3) } },
      bodyBytes: { atLeast: at, atMost: at },
      time: { zone: pick(['America/New_York', 'America/Chicago', 'UTC'], at), from: '00:00', to: '23:59' },
      networks: [`10.${at >> 8}.${at & 255}.0/24`, '192.0.2.0/24'],
      purposes: [...new Set([pick(PURPOSES, at), 'treatment' as const])],
    })),
  question: (position, at) => ({
    operation: pick(OPERATIONS, position),
    issuer: 'https://login.example',
    subject: `user-${at}`,
    // Of an office that many rules name, so that only the size of the body tells them apart.
    groups: [`office-${position % TEAM}`, ...Array.from({ length: 30 }, (_, one) => `elsewhere-${one}-${at}`)],
    connection: `upstream-${position % 64}`,
    baa: true,
    model: `${pick(MODELS, position)}-${at % 16}`,
    entities: { NAME: 3, DATE: 2, SSN: 1 },
    bodyBytes: position,
    inputs: 1 + (at % 7),
    time: Date.UTC(2026, 10, 30, 12) + at * 250,
    source: '192.0.2.7',
    purpose: 'treatment',
  }),
};

function whoOf(at: number): NonNullable<RuleDocument['when']> {
  return {
    subjects: [`user-${at}`],
    connections: [`upstream-${at % 64}`],
    operations: [pick(OPERATIONS, at)],
    models: [`${pick(MODELS, at)}*`],
  };
}

function documentOf(rules: number, when: (at: number) => NonNullable<RuleDocument['when']>): PolicyDocument {
  return {
    version: 1,
    name: 'bench',
    rules: Array.from({ length: rules }, (_, at) => ({
      name: `rule-${at}`,
      when: when(at),
      then: at % 5 === 0 ? 'deny' : 'allow',
    })),
  };
}

/** The positions asked about, in turn: all over the policy, and every eighth behind its end, where no rule matches. */
export function positionOf(at: number, rules: number): number {
  return at % 8 === 7 ? rules : (at * 7_919) % rules;
}
