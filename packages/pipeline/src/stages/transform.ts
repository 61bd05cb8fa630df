import type { AppliedCounts, Entity, OperatorPlan, Span } from '@sallyport/core';
import { transform as transformText } from '@sallyport/phi';
import type { TextDocument } from '@sallyport/wire';
import type { Decided, Transformed } from '../exchange.ts';

/** Replaces what was found, as decided, giving the bytes that may leave. Raises `phi_blocked`. */
export function transform(exchange: Decided): Transformed {
  const { document, spans, decision } = exchange;
  if (document === undefined) return Object.freeze({ ...exchange, egress: exchange.body, applied: {} });
  const { bytes, applied } = transformDocument({ document, spans, plan: decision.operators.out });
  return Object.freeze({ ...exchange, egress: bytes, applied });
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

function sumCounts(counts: readonly AppliedCounts[]): AppliedCounts {
  const sum: Partial<Record<Entity, Record<string, number>>> = {};
  for (const applied of counts) {
    for (const [entity, byOperator] of Object.entries(applied) as [Entity, Readonly<Record<string, number>>][]) {
      sum[entity] ??= {};
      const row = sum[entity];
      for (const [operator, count] of Object.entries(byOperator)) row[operator] = (row[operator] ?? 0) + count;
    }
  }
  return sum;
}
