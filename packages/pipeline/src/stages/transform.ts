import type { AppliedCounts, OperatorPlan, Span } from '@sallyport/core';
import { randomSubject, transform as transformText } from '@sallyport/phi';
import type { TokenScope } from '@sallyport/vault';
import type { TextDocument } from '@sallyport/wire';
import type { Decided, Transformed } from '../exchange.ts';
import { heldPayload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { notesOf } from './attachments.ts';
import { rewriteLargeBody } from './large-body.ts';
import { type Restore, restoreText } from './restore.ts';
import { sumCounts } from './sum-counts.ts';
import { mintTokens, openTokens } from './tokens.ts';

/** Replaces what was found, as decided, giving the bytes that may leave. Raises `phi_blocked`, `vault_*`, `temporary_storage`. */
export async function transform(door: Door, exchange: Decided): Promise<Transformed> {
  const { document, spans, decision } = exchange;
  const tokens = await openTokens(door, exchange);
  // One for the whole call: what stands in two of its texts gets the same surrogate in both.
  const secrets = { subject: exchange.subject ?? randomSubject(), ...(tokens === undefined ? {} : { tokens }) };
  if (exchange.body.bytes === undefined)
    return Object.freeze({ ...exchange, ...secrets, ...(await rewriteLargeBody(door, exchange, secrets)) });
  if (document === undefined) return Object.freeze({ ...exchange, ...secrets, egress: exchange.body, applied: {} });
  const work = { document, spans, plan: decision.operators.out, from: 'request' as const };
  const { bytes, applied, noted } = await transformDocument({ ...work, ...secrets });
  // The very bytes that came in, where nothing was replaced.
  const egress = bytes === exchange.body.bytes ? exchange.body : heldPayload(bytes);
  const kept = noted === undefined ? {} : { withoutAttachments: heldPayload(noted) };
  return Object.freeze({ ...exchange, ...secrets, egress, ...kept, applied });
}

/** What to do to a document. */
export interface DocumentWork {
  readonly document: TextDocument;
  readonly spans: readonly (readonly Span[])[];
  readonly plan: OperatorPlan;
  readonly subject: Uint8Array;
  readonly tokens?: TokenScope | undefined;
  readonly from: 'request' | 'answer';
  /** What is put back into texts once the plan was applied. Default: nothing. */
  readonly restore?: Restore | undefined;
}

/** A document as it may leave. */
export interface TransformedDocument {
  readonly bytes: Uint8Array;
  /** The same with a note in place of each attachment; absent where there are none. */
  readonly noted?: Uint8Array;
  readonly applied: AppliedCounts;
}

/** Applies a plan to the leaves of a document and rewrites it. Surrogates are the same under one `subject`. */
export async function transformDocument(work: DocumentWork): Promise<TransformedDocument> {
  const { document, spans, plan, subject, restore } = work;
  const tokens = await mintTokens({ leaves: document.leaves, spans, plan, tokens: work.tokens }, work.from);
  const options = tokens === undefined ? { subject } : { subject, tokens };
  const replacements = new Map<number, string>();
  const counts: AppliedCounts[] = [];
  for (const [index, leaf] of document.leaves.entries()) {
    if (leaf.role !== 'text') continue;
    const found = spans[index] ?? [];
    const transformed = found.length === 0 ? undefined : transformText(leaf.text, found, plan, options);
    const given = restoreText(leaf, transformed?.text ?? leaf.text, restore);
    if (given !== leaf.text) replacements.set(index, given);
    if (transformed !== undefined) counts.push(transformed.applied);
  }
  const notes = notesOf(document);
  const noted = notes.size === 0 ? {} : { noted: document.rewrite(new Map([...replacements, ...notes])) };
  return { bytes: document.rewrite(replacements), ...noted, applied: sumCounts(counts) };
}
