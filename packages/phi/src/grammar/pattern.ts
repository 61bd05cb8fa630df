import type { Entity, Span } from '@sallyport/core';
import { findLabels, type LabelIndex } from './label.ts';

/** What the matches of a rule are. */
interface Meaning {
  readonly type: Entity;
  readonly subtype?: string;
  readonly score: number;
  /** A last look: false drops the match. Default: every match stands. */
  readonly accept?: (value: string, place: Place) => boolean;
}

/**
 * One regular expression and what its matches are.
 * The pattern is global. Where it has groups `lead` and `value`, in this order and touching, the span is `value`;
 * otherwise it is the whole match. Every quantifier over overlapping classes is bounded, so that work is linear.
 */
export interface PatternRule extends Meaning {
  readonly pattern: RegExp;
}

/** A value behind one of many labels. `pattern` is sticky, begins where the label ends, and has groups as in `PatternRule`. */
export interface LabelRule extends PatternRule {
  readonly labels: LabelIndex<true>;
}

/** Where a match stands. */
export interface Place {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Finds all spans of several rules. */
export function matchPatterns(text: string, rules: readonly (PatternRule | LabelRule)[]): readonly Span[] {
  return rules.flatMap((rule) => ('labels' in rule ? matchLabelled(text, rule) : matchPattern(text, rule)));
}

/** Finds all spans of one rule, in order. */
export function matchPattern(text: string, rule: PatternRule): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, rule.pattern)) pushSpan(spans, text, match, rule);
  return spans;
}

/** Finds the values behind the labels of a rule, in order. */
export function matchLabelled(text: string, rule: LabelRule): readonly Span[] {
  const spans: Span[] = [];
  for (const { end } of findLabels(text, rule.labels)) {
    rule.pattern.lastIndex = end;
    const match = rule.pattern.exec(text);
    if (match !== null) pushSpan(spans, text, match, rule);
  }
  return spans;
}

/** All matches of a global pattern. What `matchAll` gives, without its copy of the pattern, which costs more than a short text. */
export function allMatches(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex++;
  }
  return matches;
}

/** The `length` characters before an offset, fewer at the beginning of the text. */
export function textBefore({ text, start }: Pick<Place, 'text' | 'start'>, length: number): string {
  return text.slice(Math.max(0, start - length), start);
}

/** The `length` characters after an offset, fewer at the end of the text. */
export function textAfter({ text, end }: Pick<Place, 'text' | 'end'>, length: number): string {
  return text.slice(end, end + length);
}

function pushSpan(
  spans: Span[],
  text: string,
  match: RegExpExecArray,
  { type, subtype, score, accept }: Meaning,
): void {
  const start = match.index + (match.groups?.lead?.length ?? 0);
  const value = match.groups?.value ?? match[0];
  const end = start + value.length;
  if (end === start || accept?.(value, { text, start, end }) === false) return;
  spans.push(subtype === undefined ? { start, end, type, score } : { start, end, type, subtype, score });
}
