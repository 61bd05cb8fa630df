import { asSallyportError, ENTITIES, SallyportError, type Span } from '@sallyport/core';
import { fieldLabel } from './field.ts';
import { forgetWordStarts } from './grammar/word-starts.ts';
import { findMentions } from './mention.ts';
import { resolveOverlaps } from './overlap.ts';
import type { Recognizer } from './recognizer.ts';
import { DEFAULT_RECOGNIZERS } from './registry.ts';
import { findPlaceholders, OPAQUE, type SealedText, type Stretch, sealText, unsealSpans } from './seal.ts';

/** How a text is scanned. */
export interface ScanOptions {
  /** The JSON key or column the text stands under (`mrn`, `dateOfBirth`), read as the label of its value. Default: none. */
  readonly field?: string;
  /** Default: `DEFAULT_RECOGNIZERS`. */
  readonly recognizers?: readonly Recognizer[];
}

// Replacing a span can only ever uncover what it had shadowed; two rounds settle real text, and a bound keeps any text linear.
const MAX_ROUNDS = 6;

/**
 * Finds the identifiers in `text`: sorted, non-overlapping, UTF-16 offsets. Linear in the length of the text, on any text.
 * Placeholders that earlier operators left (`[NAME]`, `[NAME_K7Q2M9XF]`) are opaque, and the spans are closed under
 * redaction: scanning the redacted text finds nothing more. Throws `detector_failed` when a recognizer fails.
 */
export function scan(text: string, options: ScanOptions = {}): readonly Span[] {
  const recognizers = options.recognizers ?? DEFAULT_RECOGNIZERS;
  const label = options.field === undefined ? '' : fieldLabel(options.field);
  try {
    return withoutLabel(scanToRest(label + text, recognizers), label.length);
  } finally {
    forgetWordStarts();
  }
}

function scanToRest(text: string, recognizers: readonly Recognizer[]): readonly Span[] {
  let cuts = findPlaceholders(text);
  let spans: readonly Span[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const sealed = sealText(text, cuts);
    const found = unsealSpans(scanOnce(sealed, recognizers), cuts);
    if (found.length === 0) break;
    spans = inOrder([...spans, ...found]);
    cuts = inOrder([...cuts, ...found]);
  }
  return spans;
}

function scanOnce({ text }: SealedText, recognizers: readonly Recognizer[]): readonly Span[] {
  const spans = recognizers.flatMap((recognizer) => runRecognizer(recognizer, text));
  const resolved = resolveOverlaps(text, spans);
  const mentions = findMentions(text, resolved);
  return mentions.length === 0 ? resolved : resolveOverlaps(text, [...resolved, ...mentions]);
}

function runRecognizer(recognizer: Recognizer, text: string): Span[] {
  try {
    const spans = [...recognizer.find(text)];
    if (!spans.every((span) => isSpanOf(text, span))) throw new SallyportError('detector_failed');
    return spans.flatMap((span) => splitAtOpaque(text, span));
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
  return Object.freeze(
    spans
      .filter((span) => span.end > length)
      .map((span) => Object.freeze({ ...span, start: Math.max(0, span.start - length), end: span.end - length })),
  );
}
