import { asSallyportError, ENTITIES, SallyportError, type Span } from '@sallyport/core';
import { fieldLabel } from './field.ts';
import { survey } from './grammar/survey.ts';
import { growPlaces } from './grow-places.ts';
import { findIdMentions } from './id-mention.ts';
import { findInitials } from './initials.ts';
import { joinDates } from './join-dates.ts';
import { joinPlaces } from './join-places.ts';
import { findMentions } from './mention.ts';
import { resolveOverlaps } from './overlap.ts';
import type { Recognizer } from './recognizer.ts';
import { type Sensitivity, TAGGED } from './recognizers/tagged.ts';
import { DEFAULT_RECOGNIZERS, recognizersAt } from './registry.ts';
import { findByRules, type Rule, rulesOf } from './rule.ts';
import { findPlaceholders, OPAQUE, type Stretch, sealText, unsealSpans } from './seal.ts';
import type { RecordPart } from './structure/leaf.ts';
import { readStructure } from './structure/read-structure.ts';
import { scanStructure, scanUntilSettled } from './structure/scan-structure.ts';
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
// A record in a value of a record in a value: deeper ones are read as plain text.
const MOST_NESTED = 24;
const NOTHING: readonly Span[] = Object.freeze([]);
const RULES = new WeakMap<readonly Recognizer[], Rules>();

/**
 * Finds the identifiers in `text`: sorted, non-overlapping, UTF-16 offsets. Linear in the length of the text, on any text.
 * Placeholders that earlier operators left (`[NAME]`, `[NAME_K7Q2M9XF]`) are opaque, and the spans are closed under
 * redaction: scanning the redacted text finds nothing more. Throws `detector_failed` when a recognizer fails, `config_invalid` for a sensitivity there is not.
 */
export function scan(text: string, { field, sensitivity, recognizers }: ScanOptions = {}): readonly Span[] {
  const chosen = recognizers ?? (sensitivity === undefined ? DEFAULT_RECOGNIZERS : recognizersAt(sensitivity));
  const rules = rulesFor(chosen);
  const how = { field, rules };
  const spans = scanUntilSettled(text, (once) => {
    const parts = readStructure(once, field);
    const found = parts === undefined ? scanPlain(once, how) : scanParts(once, parts, { ...how, depth: 0 });
    return { spans: found, record: parts !== undefined };
  });
  return Object.freeze(spans.map((span) => Object.freeze(span)));
}

/** The rules for texts, and those for what is no sentence, which the tagger is not made for. */
interface Rules {
  readonly text: readonly Rule[];
  readonly form: readonly Rule[];
}

/** Lists that cannot change are read once. */
function rulesFor(recognizers: readonly Recognizer[]): Rules {
  const known = RULES.get(recognizers);
  if (known !== undefined) return known;
  const formal = recognizers.filter(({ name }) => name !== TAGGED);
  const rules = { text: recognizers.flatMap(rulesOf), form: formal.flatMap(rulesOf) };
  if (Object.isFrozen(recognizers)) RULES.set(recognizers, rules);
  return rules;
}

interface HowToScan {
  readonly field: string | undefined;
  readonly rules: Rules;
}

/** Scans a text as the record it is, each of its values for itself; where it is none, as plain text. */
function scanNested(text: string, how: HowToScan, depth: number): readonly Span[] {
  const parts = depth < MOST_NESTED ? readStructure(text, how.field) : undefined;
  return parts === undefined ? scanPlain(text, how) : scanParts(text, parts, { ...how, depth });
}

function scanParts(
  text: string,
  parts: readonly RecordPart[],
  { rules, depth }: HowToScan & { readonly depth: number },
): readonly Span[] {
  const forForm: Rules = { text: rules.form, form: rules.form };
  return scanStructure({ text, parts }, (inner, { field, form }) =>
    scanNested(inner, { field, rules: form ? forForm : rules }, depth + 1),
  );
}

function scanPlain(text: string, { field, rules }: HowToScan): readonly Span[] {
  const label = field === undefined ? '' : fieldLabel(field);
  return withoutLabel(scanToRest(label === '' ? text : label + text, rules.text), label.length);
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
  const mentions = [findMentions, findInitials, findIdMentions].flatMap((find) => find(text, resolved));
  const all = mentions.length === 0 ? resolved : resolveOverlaps(text, [...resolved, ...mentions]);
  return joinDates(text, joinPlaces(text, growPlaces(text, all)));
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
