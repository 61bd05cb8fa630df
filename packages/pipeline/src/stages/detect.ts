import { asSallyportError, countByEntity, SallyportError, type Span } from '@sallyport/core';
import { hasBody, readRequest, type TextDocument, type TextLeaf } from '@sallyport/wire';
import type { Admitted, Detected } from '../exchange.ts';
import type { Detect, DetectorInput, Door } from '../ports.ts';

const EMPTY = new Uint8Array(0);

/** Reads the body and finds every identifier in it. Raises `body_*`, `input_unreadable`, `phi_in_structure`, `detector_failed`. */
export async function detect(door: Door, exchange: Admitted): Promise<Detected> {
  const body = await exchange.call.readBody();
  if (!hasBody(exchange.operation)) {
    if (body.length > 0) throw new SallyportError('input_unreadable');
    return Object.freeze({ ...exchange, body: EMPTY, spans: [], found: {} });
  }
  const document = readRequest(exchange.operation, body, {
    contentType: exchange.call.headers['content-type'] ?? null,
    maxDepth: door.maxDepth,
  });
  const spans = await findSpans(door.detect, document);
  refuseInStructure(document.leaves, spans);
  return Object.freeze({ ...exchange, document, body, spans, found: countByEntity(replaceable(document, spans)) });
}

/** Runs a detector over the leaves of a document, holding it to its contract. */
export async function findSpans(detector: Detect, document: TextDocument): Promise<readonly (readonly Span[])[]> {
  const spans = await detector(document.leaves.map(detectorInput)).catch((cause: unknown) => {
    throw asSallyportError(cause, 'detector_failed');
  });
  if (spans.length !== document.leaves.length) throw new SallyportError('detector_failed');
  return spans;
}

/** The field's name helps to read text; an id that stands under `id` says nothing by it. */
function detectorInput({ text, field, role }: TextLeaf): DetectorInput {
  return field === undefined || role === 'structure' ? { text } : { text, field };
}

/** The spans that stand in text, and so can be replaced. */
export function replaceable(document: TextDocument, spans: readonly (readonly Span[])[]): readonly Span[] {
  return spans.filter((_, index) => document.leaves[index]?.role === 'text').flat();
}

/** A key, id or model name cannot be replaced without breaking the call, so an identifier there refuses it. */
function refuseInStructure(leaves: readonly TextLeaf[], spans: readonly (readonly Span[])[]): void {
  const exposed = leaves.some(
    (leaf, index) => leaf.role === 'structure' && spans[index]?.some((span) => standsOut(leaf.text, span)),
  );
  if (exposed) throw new SallyportError('phi_in_structure');
}

/**
 * `gpt-4o-2024-08-06` and `gen-1700000000-x` are names, not dates or phone numbers:
 * inside a longer name, a date or a bare run of digits is part of the name.
 */
function standsOut(text: string, span: Span): boolean {
  const whole = span.start === 0 && span.end === text.length;
  return whole || (span.type !== 'DATE' && !/^\d+$/.test(text.slice(span.start, span.end)));
}
