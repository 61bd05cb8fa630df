import { asSallyportError, type Entity, SallyportError, type Span } from '@sallyport/core';
import type { TextDocument, TextLeaf } from '@sallyport/wire';
import type { Detect, DetectorInput } from '../ports.ts';

/** Runs a detector over leaves, holding it to its contract. */
export async function findSpans(detector: Detect, leaves: readonly TextLeaf[]): Promise<readonly (readonly Span[])[]> {
  const spans = await detector(leaves.map(detectorInput)).catch((cause: unknown) => {
    throw asSallyportError(cause, 'detector_failed');
  });
  if (spans.length !== leaves.length) throw new SallyportError('detector_failed');
  return spans;
}

/** A word, or words joined as programs join them: the name of a field, as a tool's arguments have them. */
const FIELD_NAME = /^[a-z][a-z0-9]{0,31}(?:_[a-z0-9]{1,32}|[A-Z][a-z0-9]{0,31}){0,8}$/;

/** The field's name helps to read text; an id that stands under `id` says nothing by it. */
function detectorInput({ text, field, role, key, prose }: TextLeaf): DetectorInput {
  if ((role === 'structure' && !prose) || (key === true && FIELD_NAME.test(text))) return { text, structure: true };
  return field === undefined ? { text } : { text, field };
}

/** The spans that stand in text, and so can be replaced. */
export function replaceable(document: TextDocument, spans: readonly (readonly Span[])[]): readonly Span[] {
  return spans.filter((_, index) => document.leaves[index]?.role === 'text').flat();
}

/**
 * Tells whether an identifier stands in a structure. A key, id, model name or header cannot be replaced without breaking
 * the call, so its presence there refuses it.
 */
export function exposed(leaves: readonly TextLeaf[], spans: readonly (readonly Span[])[]): boolean {
  return leaves.some(
    (leaf, index) => leaf.role === 'structure' && spans[index]?.some((span) => standsOut(leaf.text, span)),
  );
}

/** A name of something: no sentence, and nothing between parentheses. */
const NAME = /^[\w.:/@-]+$/;

/** What a bare run of digits inside a name may be taken for. */
const BY_DIGITS: readonly Entity[] = ['PHONE', 'ACCOUNT', 'OTHER_ID'];

/**
 * `gpt-4o-2024-08-06` and `gen-1700000000-x` are names, not dates or phone numbers: inside a longer name, a date or a bare
 * run of digits is part of the name, unless the name itself says what they are: `mrn-1700000000`.
 */
function standsOut(text: string, span: Span): boolean {
  const whole = span.start === 0 && span.end === text.length;
  if (whole || !NAME.test(text)) return true;
  if (span.type === 'DATE') return span.subtype === 'birth';
  return !(BY_DIGITS.includes(span.type) && /^\d+$/.test(text.slice(span.start, span.end)));
}
