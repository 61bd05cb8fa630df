import type { PolicyFault } from '../document/fault.ts';
import type { Question } from '../question.ts';
import { EXPECTED, FACTS, FILE } from './case-members.ts';
import { checkMembers, type Path } from './check-members.ts';
import type { CaseDocument, CasesDocument, FactsDocument, PolicyCase } from './policy-case.ts';

/** What became of a file of cases: its cases, or what is wrong with it. */
export type CasesRead = { readonly cases: readonly PolicyCase[] } | { readonly faults: readonly PolicyFault[] };

/** Checks a document of cases, for example the value of a YAML file. Strict: an unknown key is a fault, with the key that may have been meant. Values are never quoted. */
export function readCases(value: unknown): CasesRead {
  const top = checkMembers(value, { path: [], members: FILE, required: ['version', 'cases'] });
  if (top.length > 0) return { faults: top };
  const document = value as CasesDocument;
  const faults = [
    ...(document.given === undefined ? [] : checkFacts(document.given, ['given'])),
    ...document.cases.flatMap((one, at) => checkCase(one, { at, given: document.given })),
    ...namedTwice(document.cases),
  ];
  if (faults.length > 0) return { faults };
  return { cases: document.cases.map((one) => caseOf(one, document.given)) };
}

function checkCase(
  value: unknown,
  { at, given }: { readonly at: number; readonly given: FactsDocument | undefined },
): readonly PolicyFault[] {
  const path: Path = ['cases', at];
  const own = checkMembers(value, { path, members: EXPECTED, required: ['name', 'then'] });
  if (own.length > 0) return own;
  const { when = {} } = value as CaseDocument;
  const facts = checkFacts(when, [...path, 'when']);
  if (facts.length > 0 || when.operation !== undefined || given?.operation !== undefined) return facts;
  return [{ path, message: 'must have an operation, in its own facts or in those given' }];
}

function namedTwice(cases: readonly unknown[]): readonly PolicyFault[] {
  const names = cases.map((one) => (Object(one) as { readonly name?: unknown }).name);
  const first = new Map(names.map((name, at) => [name, at] as const).toReversed());
  return names.flatMap((name, at) =>
    name === undefined || first.get(name) === at
      ? []
      : [{ path: ['cases', at, 'name'], message: 'must be a name that no case before it has' }],
  );
}

function checkFacts(value: unknown, path: Path): readonly PolicyFault[] {
  return checkMembers(value, { path, members: FACTS, required: [] });
}

function caseOf({ name, when, ...expected }: CaseDocument, given: FactsDocument | undefined): PolicyCase {
  const { time, operation = '', ...facts }: FactsDocument = { ...given, ...when };
  const question: Question = { operation, ...facts, ...(time === undefined ? {} : { time: Date.parse(time) }) };
  return Object.freeze({ name, question: Object.freeze(question), expected });
}
