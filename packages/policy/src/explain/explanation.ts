import type { Decision, Entity, MediaType } from '@sallyport/core';
import type { Conditions } from '../conditions/conditions.ts';
import type { Question } from '../question.ts';

/** A condition, and what a call says about it. Of `entities`, one for each entity that is named there. */
export interface Judged {
  readonly condition: keyof Conditions;
  readonly entity?: Entity | 'any';
  /** What is asked for, in words: `embeddings.* or chat.*`, `at most 10`. */
  readonly asks: string;
  /** What is so, in words: `embeddings.create`, `12`, `not known`. */
  readonly is: string;
}

/** Something that would have to be otherwise. */
export interface Need extends Judged {
  /** The rule that asks for it. */
  readonly rule: string;
  /** `hold`: what is asked for must come to be so. `fail`: it must no longer be so, for that rule denies and stands before. */
  readonly must: 'hold' | 'fail';
}

/** What would have let a call pass, or brought it before people. */
export interface Way {
  /** The rule that would then match. */
  readonly rule: string;
  /** What would then be decided. */
  readonly effect: 'allow' | 'review';
  /** All of them together. */
  readonly missing: readonly Need[];
  /** One set of facts that meets them: in place of those of the question, they make the rule match. */
  readonly facts: Partial<Question>;
  /** A rule before it that would match even then, in its place. */
  readonly before?: string;
}

/** Why a call does not pass. */
export type Stop =
  /** No rule matches, or the one that does denies. */
  | { readonly kind: 'default' | 'rule' }
  /** These would leave as they are, and the provider has no agreement; or the policy blocks calls that hold them. */
  | { readonly kind: 'baa' | 'blocked'; readonly entities: readonly Entity[] }
  /** These are attached, and the rule does not name them. */
  | { readonly kind: 'media'; readonly types: readonly MediaType[] }
  /** The call is larger than the rule's limit. */
  | { readonly kind: 'bodyBytes' | 'inputs'; readonly most: number; readonly is: number };

/** Why a decision is what it is. Only what the policy and the question say: names, codes and counts. */
export interface Explanation {
  readonly decision: Decision;
  /** The rule that matched, and its place among the rules, from 1. Absent where none did. */
  readonly rule?: string;
  readonly position?: number;
  /** Every condition of that rule: all of them hold. */
  readonly because: readonly Judged[];
  /** None where the call passes, or people are asked. */
  readonly stops: readonly Stop[];
  /** Of a call that does not pass: the nearest rules that would have let it, nearest first; at most five. */
  readonly needed: readonly Way[];
}
