import type { AppliedCounts, OperatorPlan, Span } from '@sallyport/core';
import { transform as transformText } from '@sallyport/phi';
import type { TextDocument } from '@sallyport/wire';
import type { Decided, Transformed } from '../exchange.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { rewriteLargeBody } from './large-body.ts';
import { sumCounts } from './sum-counts.ts';

/** Replaces what was found, as decided, giving the bytes that may leave. Raises `phi_blocked`, `temporary_storage`. */
export async function transform(door: Door, exchange: Decided): Promise<Transformed> {
  const { document, spans, decision } = exchange;
  if (exchange.body.bytes === undefined)
    return Object.freeze({ ...exchange, ...(await rewriteLargeBody(door, exchange)) });
  if (document === undefined) return Object.freeze({ ...exchange, egress: exchange.body, applied: {} });
  const { bytes, applied } = transformDocument({ document, spans, plan: decision.operators.out });
  // The very bytes that came in, where nothing was replaced.
  const egress = bytes === exchange.body.bytes ? exchange.body : heldPayload(bytes);
  return Object.freeze({ ...exchange, egress, applied });
}

/** Applies a plan to the leaves of a document and rewrites it. */
export function transformDocument(work: {
  readonly document: TextDocument;
  readonly spans: readonly (readonly Span[])[];
  readonly plan: OperatorPlan;
}): { readonly bytes: Uint8Array; readonly applied: AppliedCounts } {
  const replacements = new Map<number, string>();
  const counts: AppliedCounts[] = [];
  for (const [index, leaf] of work.document.leaves.entries()) {
    const found = work.spans[index] ?? [];
    if (leaf.role === 'structure' || found.length === 0) continue;
    const { text, applied } = transformText(leaf.text, found, work.plan);
    if (text !== leaf.text) replacements.set(index, text);
    counts.push(applied);
  }
  return { bytes: work.document.rewrite(replacements), applied: sumCounts(counts) };
}
