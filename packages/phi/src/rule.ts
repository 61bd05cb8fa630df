import type { Span } from '@sallyport/core';
import { findPattern, type LabelRule, needsOf, type PatternRule } from './grammar/pattern.ts';
import { type Survey, survey } from './grammar/survey.ts';
import { allOf, has, NO_TRAIT, type Trait } from './grammar/trait.ts';
import type { Recognizer } from './recognizer.ts';

/** A rule that no single pattern can say. */
export interface FindRule {
  /** Traits of every text in which `find` finds something. */
  readonly needs: readonly Trait[];
  readonly find: (text: Survey) => readonly Span[];
}

/** Something to ask about a text. It is itself the trait without which nothing is found. */
export interface Rule extends Trait {
  readonly find: (text: Survey) => Iterable<Span>;
}

/** What a recognizer is made of. */
export interface RecognizerParts extends Pick<Recognizer, 'name' | 'entities'> {
  readonly rules: readonly (PatternRule | LabelRule | FindRule)[];
  /** What becomes of every span found. Default: it stays. */
  readonly refine?: (text: string, span: Span) => Span;
}

const RULES = new WeakMap<Recognizer, readonly Rule[]>();

/**
 * Makes a recognizer of rules. Its `find` asks every rule about every text; `scan` asks a rule only about texts that have
 * what it needs. Both find the same.
 */
export function makeRecognizer({ name, entities, rules, refine }: RecognizerParts): Recognizer {
  const made = rules.map((rule) => makeRule(rule, refine));
  const find = (text: string): readonly Span[] => {
    const surveyed = survey(text);
    return made.flatMap((rule) => [...rule.find(surveyed)]);
  };
  const recognizer = Object.freeze({ name, entities, find });
  RULES.set(recognizer, made);
  return recognizer;
}

/** The rules of a recognizer, in order. One that was not made of rules is itself a rule, which needs nothing. */
export function rulesOf(recognizer: Recognizer): readonly Rule[] {
  return RULES.get(recognizer) ?? [{ ...NO_TRAIT, find: ({ text }) => recognizer.find(text) }];
}

/** Finds what those rules find that can find anything in this text, in the order of the rules. */
export function findByRules(text: Survey, rules: readonly Rule[]): readonly Span[] {
  const spans: Span[] = [];
  for (const rule of rules) if (has(text, rule)) for (const span of rule.find(text)) spans.push(span);
  return spans;
}

function makeRule(rule: PatternRule | LabelRule | FindRule, refine: RecognizerParts['refine']): Rule {
  const needs = allOf('find' in rule ? rule.needs : needsOf(rule));
  const find = 'find' in rule ? rule.find : (text: Survey) => findPattern(text, rule);
  if (refine === undefined) return Object.freeze({ ...needs, find });
  return Object.freeze({ ...needs, find: (text: Survey) => find(text).map((span) => refine(text.text, span)) });
}
