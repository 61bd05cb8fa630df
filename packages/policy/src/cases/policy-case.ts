import type { Decision, Entity, Operator, RecordingMode } from '@sallyport/core';
import type { Question } from '../question.ts';

/** What a case expects of a decision. What is absent is not looked at. */
export interface Expectation {
  readonly then: Decision['effect'];
  /** The name of the rule, or `default`. */
  readonly rule?: string;
  readonly denied?: NonNullable<Decision['denied']>;
  /** The operator of each entity that is named. */
  readonly out?: Readonly<Partial<Record<Entity, Operator>>>;
  readonly back?: Readonly<Partial<Record<Entity, Operator>>>;
  readonly record?: RecordingMode;
  readonly retain?: string;
}

/** One row of the table: when a call is so, this is expected. */
export interface PolicyCase {
  /** Unique. One line. */
  readonly name: string;
  readonly question: Question;
  readonly expected: Expectation;
}

/** Facts as a case says them: those of a `Question`, with the time as text. */
export interface FactsDocument extends Omit<Question, 'operation' | 'time'> {
  readonly operation?: string;
  /** RFC 3339, with an offset: `2026-12-01T09:00:00-05:00`. */
  readonly time?: string;
}

/** A file of cases, `NAME.cases.yaml`, as it is written. */
export interface CasesDocument {
  readonly version: 1;
  /** Facts of every case, unless it says otherwise. */
  readonly given?: FactsDocument;
  readonly cases: readonly CaseDocument[];
}

/** A case as it is written. */
export interface CaseDocument extends Expectation {
  readonly name: string;
  /** An operation is there, or among those given. */
  readonly when?: FactsDocument;
}
