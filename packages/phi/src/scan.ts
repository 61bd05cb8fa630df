import { asSallyportError, ENTITIES, SallyportError, type Span } from '@sallyport/core';
import { fieldLabel } from './field.ts';
import { survey } from './grammar/survey.ts';
import { findMentions } from './mention.ts';
import { resolveOverlaps } from './overlap.ts';
import type { Recognizer } from './recognizer.ts';
import type { Sensitivity } from './recognizers/tagged.ts';
import { DEFAULT_RECOGNIZERS, recognizersAt } from './registry.ts';
import { findByRules, type Rule, rulesOf } from './rule.ts';
import { findPlaceholders, OPAQUE, type Stretch, sealText, unsealSpans } from './seal.ts';
import { normalise } from './view/normalise.ts';

/** How a text is scanned. */
export interface ScanOptions {
  /** The JSON key or column the text stands under (`mrn`, `dateOfBirth`), read as the label of its value. Default: none. */
  readonly field?: string;
  /** How much is found, where `recognizers` does not say it. Default: `standard`. */
  readonly sensitivity?: Sensitivity;
  /** Default: `DEFAULT_RECOGNIZERS`, or those at `sensitivity`. */
  readonly recognizers?: readonly Recognizer[];
}

// Replacing a span can only ever uncover what it had shadowed; two rounds settle real text, and a bound keeps any text linear.
const MAX_ROUNDS = 6;
const NOTHING: readonly Span[] = Object.freeze([]);
const RULES = new WeakMap<readonly Recognizer[], readonly Rule[]>();

/**
 * Finds the identifiers in `text`: sorted, non-overlapping, UTF-16 offsets. Linear in the length of the text, on any text.
 * Placeholders that earlier operators left (`[NAME]`, `[NAME_K7Q2M9XF]`) are opaque, and the spans are closed under
 * redaction: scanning the redacted text finds nothing more. Throws `detector_failed` when a recognizer fails, `config_invalid` for a sensitivity there is not.
 */
export function scan(text: string, { field, sensitivity, recognizers }: ScanOptions = {}): readonly Span[] {
  const rules = rulesOfAll(
    recognizers ?? (sensitivity === undefined ? DEFAULT_RECOGNIZERS : recognizersAt(sensitivity)),
  );
  const label = field === undefined ? '' : fieldLabel(field);
  return withoutLabel(scanToRest(label === '' ? text : label + text, rules), label.length);
}

function rulesOfAll(recognizers: readonly Recognizer[]): readonly Rule[] {
  const known = RULES.get(recognizers);
  if (known !== undefined) return known;
  const rules = recognizers.flatMap(rulesOf);
  if (Object.isFrozen(recognizers)) RULES.set(recognizers, rules);
  return rules;
}

function scanToRest(text: string, rules: readonly Rule[]): readonly Span[] {
  const placeholders = findPlaceholders(text);
  let spans: readonly Span[] = [];
  let cuts: readonly Stretch[] = placeholders;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const view = normalise(sealText(text, cuts));
    const found = unsealSpans(view.toOriginal(scanOnce(view.text, rules)), cuts);
    if (found.length === 0) break;
    spans = round === 0 ? found : inOrder([...spans, ...found]);
    cuts = cuts.length === 0 ? found : inOrder([...cuts, ...found]);
  }
  return spans;
}

function scanOnce(text: string, rules: readonly Rule[]): readonly Span[] {
  const found = findPieces(text, rules);
  if (found.length === 0) return NOTHING;
  const resolved = resolveOverlaps(text, found);
  const mentions = findMentions(text, resolved);
  return mentions.length === 0 ? resolved : resolveOverlaps(text, [...resolved, ...mentions]);
}

function findPieces(text: string, rules: readonly Rule[]): readonly Span[] {
  try {
    const spans = findByRules(survey(text), rules);
    if (!spans.every((span) => isSpanOf(text, span))) throw new SallyportError('detector_failed');
    return text.includes(OPAQUE) ? spans.flatMap((span) => splitAtOpaque(text, span)) : spans;
  } catch (error) {
    throw asSallyportError(error, 'detector_failed');
  }
}

function isSpanOf(text: string, { start, end, type }: Span): boolean {
  const placed = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length;
  return placed && ENTITIES.includes(type);
}

function splitAtOpaque(text: string, span: Span): Span[] {
  const value = text.slice(span.start, span.end);
  if (!value.includes(OPAQUE)) return [span];
  let start = span.start;
  return value.split(OPAQUE).flatMap((part) => {
    const piece = { ...span, start, end: start + part.length };
    start = piece.end + 1;
    return part.trim() === '' ? [] : [piece];
  });
}

function inOrder<T extends Stretch>(stretches: T[]): readonly T[] {
  return stretches.sort((a, b) => a.start - b.start);
}

function withoutLabel(spans: readonly Span[], length: number): readonly Span[] {
  if (spans.length === 0) return NOTHING;
  return Object.freeze(
    spans
      .filter((span) => span.end > length)
      .map((span) => Object.freeze({ ...span, start: Math.max(0, span.start - length), end: span.end - length })),
  );
}
