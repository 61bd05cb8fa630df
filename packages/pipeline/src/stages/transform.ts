import type { AppliedCounts, OperatorPlan, Span } from '@sallyport/core';
import { randomSubject, transform as transformText } from '@sallyport/phi';
import type { TextDocument } from '@sallyport/wire';
import type { Decided, Transformed } from '../exchange.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { rewriteLargeBody } from './large-body.ts';
import { sumCounts } from './sum-counts.ts';

/** Replaces what was found, as decided, giving the bytes that may leave. Raises `phi_blocked`, `temporary_storage`. */
export async function transform(door: Door, exchange: Decided): Promise<Transformed> {
  const { document, spans, decision } = exchange;
  // One for the whole call: what stands in two of its texts gets the same surrogate in both.
  const subject = exchange.subject ?? randomSubject();
  if (exchange.body.bytes === undefined)
    return Object.freeze({ ...exchange, subject, ...(await rewriteLargeBody(door, exchange, subject)) });
  if (document === undefined) return Object.freeze({ ...exchange, subject, egress: exchange.body, applied: {} });
  const { bytes, applied } = transformDocument({ document, spans, plan: decision.operators.out, subject });
  // The very bytes that came in, where nothing was replaced.
  const egress = bytes === exchange.body.bytes ? exchange.body : heldPayload(bytes);
  return Object.freeze({ ...exchange, subject, egress, applied });
}

/** Applies a plan to the leaves of a document and rewrites it. Surrogates are the same under one `subject`. */
export function transformDocument(work: {
  readonly document: TextDocument;
  readonly spans: readonly (readonly Span[])[];
  readonly plan: OperatorPlan;
  readonly subject: Uint8Array;
}): { readonly bytes: Uint8Array; readonly applied: AppliedCounts } {
  const replacements = new Map<number, string>();
  const counts: AppliedCounts[] = [];
  for (const [index, leaf] of work.document.leaves.entries()) {
    const found = work.spans[index] ?? [];
    if (leaf.role === 'structure' || found.length === 0) continue;
    const { text, applied } = transformText(leaf.text, found, work.plan, { subject: work.subject });
    if (text !== leaf.text) replacements.set(index, text);
    counts.push(applied);
  }
  return { bytes: work.document.rewrite(replacements), applied: sumCounts(counts) };
}
