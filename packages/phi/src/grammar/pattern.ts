import type { Entity, Span } from '@sallyport/core';
import { findLabels, type LabelIndex } from './label.ts';
import { allMatches, matchesAtLines, matchesAtWords, matchesFrom, valueStart } from './matches.ts';
import type { Survey } from './survey.ts';
import type { Trait } from './trait.ts';
import type { WordSet } from './word-set.ts';

/**
 * One regular expression and what its matches are. Where it has groups `lead` and `value`, in this order and touching,
 * the span is `value`; otherwise it is the whole match. Every quantifier over overlapping classes is bounded, so that
 * work is linear.
 */
interface Pattern {
  readonly pattern: RegExp;
  readonly type: Entity;
  readonly subtype?: string;
  readonly score: number;
  /** A last look: false drops the match. Default: every match stands. */
  readonly accept?: (value: string, place: Place) => boolean;
  /** Traits of every text in which the pattern has a match that is accepted. Default: none but that of `at` or `labels`. */
  readonly needs?: readonly Trait[];
}

/** A value that its form or what stands around it gives away. */
export interface PatternRule extends Pattern {
  /**
   * Where alone a match can begin: at words of a set, or at the beginning of lines, across which it does not reach. The
   * pattern is then sticky. Default: anywhere, and the pattern is global.
   */
  readonly at?: WordSet | 'lines';
}

/** A value behind one of many labels. The pattern is sticky and begins where the label ends. */
export interface LabelRule extends Pattern {
  readonly labels: LabelIndex<true>;
}

/** Where a match stands. */
export interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The traits without which a rule finds nothing. */
export function needsOf(rule: PatternRule | LabelRule): readonly Trait[] {
  const { needs = [] } = rule;
  if ('labels' in rule) return [rule.labels.words, ...needs];
  return rule.at === undefined || rule.at === 'lines' ? needs : [rule.at, ...needs];
}

/** Finds all spans of a rule, in order. */
export function findPattern(survey: Survey, rule: PatternRule | LabelRule): readonly Span[] {
  const spans: Span[] = [];
  for (const match of matchesOf(survey, rule)) pushSpan(spans, match, rule);
  return spans;
}

/** The `length` characters before an offset, fewer at the beginning of the text. */
export function textBefore({ text, start }: Pick<Place, 'text' | 'start'>, length: number): string {
  return text.slice(Math.max(0, start - length), start);
}

/** The `length` characters after an offset, fewer at the end of the text. */
export function textAfter({ text, end }: Pick<Place, 'text' | 'end'>, length: number): string {
  return text.slice(end, end + length);
}

function matchesOf(survey: Survey, rule: PatternRule | LabelRule): readonly RegExpExecArray[] {
  const { pattern } = rule;
  if ('labels' in rule) {
    const ends = findLabels(survey, rule.labels).map(({ end }) => end);
    return matchesFrom(survey.text, ends, pattern);
  }
  if (rule.at === undefined) return allMatches(survey.text, pattern);
  return rule.at === 'lines' ? matchesAtLines(survey, pattern) : matchesAtWords(survey, rule.at, pattern);
}

function pushSpan(spans: Span[], match: RegExpExecArray, { type, subtype, score, accept }: Pattern): void {
  const start = valueStart(match);
  const value = match.groups?.value ?? match[0];
  const end = start + value.length;
  if (end === start || accept?.(value, { text: match.input, start, end }) === false) return;
  spans.push(subtype === undefined ? { start, end, type, score } : { start, end, type, subtype, score });
}
