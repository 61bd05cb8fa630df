import type { Span } from '@sallyport/core';
import { findMentions } from '../mention.ts';
import { resolveOverlaps } from '../overlap.ts';
import { type Stretch, sealText, unsealSpans } from '../seal.ts';
import { type Leaf, placeOf, type RecordPart } from './leaf.ts';
import { redactedText } from './redacted-text.ts';
import { wholeValueSpans } from './whole-value.ts';

/** Scans a text of its own under a label; with `form`, without what is made for sentences. */
export type ScanText = (text: string, as: { readonly field: string; readonly form: boolean }) => readonly Span[];

/** A record and the text around it. */
export interface Structured {
  readonly text: string;
  readonly parts: readonly RecordPart[];
}

const PLAIN = Object.freeze({ field: '', form: false });
const MOST_ROUNDS = 6;
const MOST_NAMES = 24;
const LONGEST_NAME = 60;
const SHORTEST_PROSE = 24;

/**
 * The identifiers of the records in a text, and those around them: sorted, disjoint. Each leaf is scanned for itself, as its
 * place says; later mentions of names found in one are found in the prose of the others. Records that were not whole are also read as plain text.
 */
export function scanStructure({ text, parts }: Structured, scanText: ScanText): readonly Span[] {
  const inside = parts.flatMap((part) => scanPart(part, scanText));
  const around = parts.flatMap((part): readonly Stretch[] =>
    part.whole ? [part] : inside.filter((span) => isIn(span, part)),
  );
  const outside = unsealSpans(scanText(sealText(text, around), PLAIN), around);
  return [...inside, ...outside].sort((a, b) => a.start - b.start);
}

function isIn(span: Span, part: RecordPart): boolean {
  return span.start >= part.start && span.end <= part.end;
}

function scanPart({ leaves }: RecordPart, scanText: ScanText): readonly Span[] {
  const found = leaves.map((leaf) => scanLeaf(leaf, scanText));
  const names = namesOf(leaves, found);
  return leaves.flatMap((leaf, index) => {
    const own = found[index] ?? [];
    const spans = names.length === 0 ? own : withMentions(leaf, own, { names, scanText });
    return placed(leaf, spans);
  });
}

function scanLeaf({ text, sense, literal }: Leaf, scanText: ScanText): readonly Span[] {
  if (sense.read === 'whole') return wholeValueSpans(text, sense);
  const spans = scanText(text, { field: sense.field ?? '', form: sense.read === 'form' });
  const [first] = spans;
  // Part of a number cannot be replaced.
  return literal === true && first !== undefined ? [{ ...first, start: 0, end: text.length }] : spans;
}

function placed(leaf: Leaf, spans: readonly Span[]): readonly Span[] {
  const pieces = leaf.joints === undefined ? spans : cutAtJoints(leaf.text, spans, leaf.joints);
  return pieces.map((span) => ({
    ...span,
    start: placeOf(leaf, span.start),
    end: leaf.joints?.get(span.end) ?? placeOf(leaf, span.end),
  }));
}

/** A tag inside a name stays where it is. */
function cutAtJoints(text: string, spans: readonly Span[], joints: ReadonlyMap<number, number>): readonly Span[] {
  const cuts = [...joints.keys()];
  const pieces: Span[] = [];
  let next = 0;
  for (const span of spans) {
    let from = span.start;
    while ((cuts[next] ?? Infinity) <= span.start) next++;
    for (let cut = cuts[next] ?? Infinity; cut < span.end; cut = cuts[++next] ?? Infinity) {
      pieces.push({ ...span, start: from, end: cut });
      from = cut;
    }
    pieces.push({ ...span, start: from });
  }
  return pieces
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)))
    .map((span) => trimmed(text, span));
}

function trimmed(text: string, span: Span): Span {
  const value = text.slice(span.start, span.end);
  return { ...span, start: span.end - value.trimStart().length, end: span.start + value.trimEnd().length };
}

/** The names that stand in leaves of their own, as far as there are few. */
function namesOf(leaves: readonly Leaf[], found: readonly (readonly Span[])[]): readonly string[] {
  const names = new Set<string>();
  for (const [index, { text, sense }] of leaves.entries()) {
    if (sense.read !== 'whole' || sense.type !== 'NAME') continue;
    for (const { start, end } of found[index] ?? []) if (end - start <= LONGEST_NAME) names.add(text.slice(start, end));
    if (names.size >= MOST_NAMES) break;
  }
  return [...names];
}

interface Names {
  readonly names: readonly string[];
  readonly scanText: ScanText;
}

function withMentions(leaf: Leaf, found: readonly Span[], { names, scanText }: Names): readonly Span[] {
  const { text, sense } = leaf;
  if (sense.read !== 'text' || text.length < SHORTEST_PROSE) return found;
  const mentions = mentionsIn(text, found, names);
  if (mentions.length === 0) return found;
  // What a mention hid may now be seen.
  let spans = resolveOverlaps(text, [...found, ...mentions]);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const more = unsealSpans(scanText(sealText(text, spans), { field: sense.field ?? '', form: false }), spans);
    if (more.length === 0) break;
    spans = [...spans, ...more].sort((a, b) => a.start - b.start);
  }
  return spans;
}

function mentionsIn(text: string, found: readonly Span[], names: readonly string[]): readonly Span[] {
  const lead = `${names.join('\n')}\n`;
  let from = 0;
  const known = names.map((name): Span => {
    const span: Span = { start: from, end: from + name.length, type: 'NAME', score: 1 };
    from = span.end + 1;
    return span;
  });
  const moved = (by: number, span: Span): Span => ({ ...span, start: span.start + by, end: span.end + by });
  const spans = [...known, ...found.map((span) => moved(lead.length, span))];
  return findMentions(lead + text, spans)
    .filter(({ start }) => start >= lead.length)
    .map((span) => moved(-lead.length, span));
}

/** Scans a text once, and says whether it is a record. */
export type ScanOnce = (text: string) => { readonly spans: readonly Span[]; readonly record: boolean };

/**
 * Scans a text until nothing more is found in what is redacted of it. Text settles by itself; in a record, what is replaced may
 * change what the rest is read as, mend what was broken, or break it elsewhere.
 */
export function scanUntilSettled(text: string, scanOnce: ScanOnce): readonly Span[] {
  const { spans: first, record } = scanOnce(text);
  let spans = first;
  for (let round = 0; record && spans.length > 0 && round < MOST_ROUNDS; round++) {
    const { text: redacted, placeOf: placeIn } = redactedText(text, spans);
    const { spans: more } = scanOnce(redacted);
    if (more.length === 0) break;
    const back = more.map((span) => ({ ...span, start: placeIn(span.start), end: placeIn(span.end) }));
    spans = resolveOverlaps(text, [...spans, ...back]);
  }
  return spans;
}
