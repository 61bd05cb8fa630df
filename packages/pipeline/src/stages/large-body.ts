import {
  type AppliedCounts,
  countByEntity,
  type Entity,
  type EntityCounts,
  type OperatorPlan,
  SallyportError,
  type Span,
} from '@sallyport/core';
import { type TransformOptions, transform as transformText } from '@sallyport/phi';
import type { TokenScope } from '@sallyport/vault';
import {
  type RequestStream,
  type RequestSummary,
  rewriteRequestStream,
  type TextLeaf,
  type TokenDecoder,
} from '@sallyport/wire';
import type { Admitted, Decided } from '../exchange.ts';
import type { Payload } from '../payload/payload.ts';
import type { Door } from '../ports.ts';
import { decodeLoaded } from '../tokens/read-with-tokens.ts';
import { exposed, findSpans } from './find-spans.ts';
import { sumCounts } from './sum-counts.ts';
import { mintTokens } from './tokens.ts';

/**
 * Counts the identifiers of a body that is too large for memory, reading it once from end to end, and says what it asks for. Raises as reading a small one
 * does, and `body_too_large` for a single text that is too long.
 */
export async function countInLargeBody(
  door: Door,
  large: LargeBody,
): Promise<RequestSummary & { readonly found: EntityCounts }> {
  let found: EntityCounts = {};
  let refused = false;
  const reading = readLarge(door, large, async (leaves, spans) => {
    refused ||= exposed(leaves, spans);
    found = addCounts(found, countInText(leaves, spans));
    return leaves.map(() => undefined);
  });
  for await (const _ of reading) {
    // What it would write is what it read.
  }
  // Told last, as of a small body: one that is not JSON at all is told so first.
  if (refused) throw new SallyportError('phi_in_structure');
  return { found, ...reading.summary() };
}

/** Rewrites such a body into another temporary file, as decided; where nothing was found it leaves as it came. Raises `phi_blocked`, `vault_*`, and `detector_failed` when it finds other entities than before. */
export async function rewriteLargeBody(
  door: Door,
  exchange: Decided,
  { subject, tokens }: Pick<Replacing, 'subject'> & { readonly tokens?: TokenScope },
): Promise<{ readonly egress: Payload; readonly applied: AppliedCounts }> {
  if (Object.keys(exchange.found).length === 0) return { egress: exchange.body, applied: {} };
  const plan = exchange.decision.operators.out;
  let found: EntityCounts = {};
  let applied: AppliedCounts = {};
  const large = { exchange, body: exchange.body, decodeTokens: decodeLoaded };
  const rewriting = readLarge(door, large, async (leaves, spans) => {
    found = addCounts(found, countInText(leaves, spans));
    const minted = await mintTokens({ leaves, spans, plan, tokens }, 'request');
    const replacing = { plan, subject, ...(minted === undefined ? {} : { tokens: minted }) };
    const results = leaves.map((leaf, index) => replaceIn(leaf, spans[index] ?? [], replacing));
    applied = sumCounts([applied, ...results.flatMap((result) => (result === undefined ? [] : [result.applied]))]);
    return results.map((result) => result?.text);
  });
  const egress = await exchange.scratch.create();
  for await (const chunk of rewriting) await egress.write(chunk);
  await egress.finish();
  if (!sameCounts(found, exchange.found)) throw new SallyportError('detector_failed');
  return { egress, applied };
}

/** A body too large for memory, and how it is read. */
export interface LargeBody {
  readonly exchange: Admitted;
  readonly body: Payload;
  readonly decodeTokens: TokenDecoder;
}

type Replace = (
  leaves: readonly TextLeaf[],
  spans: readonly (readonly Span[])[],
) => Promise<readonly (string | undefined)[]>;

function readLarge(door: Door, { exchange, body, decodeTokens }: LargeBody, replace: Replace): RequestStream {
  return rewriteRequestStream(exchange.operation, body.read(), {
    contentType: exchange.call.headers['content-type'] ?? null,
    maxDepth: door.maxDepth,
    decodeTokens,
    maxTextLength: door.scratch.textLength,
    signal: exchange.call.signal,
    replace: async (leaves) => {
      return replace(leaves, await findSpans(door.detect, leaves));
    },
  });
}

interface Replacing {
  readonly plan: OperatorPlan;
  readonly subject: Uint8Array;
  readonly tokens?: NonNullable<TransformOptions['tokens']>;
}

function replaceIn(leaf: TextLeaf, spans: readonly Span[], { plan, ...options }: Replacing) {
  if (leaf.role !== 'text' || spans.length === 0) return undefined;
  return transformText(leaf.text, spans, plan, options);
}

function countInText(leaves: readonly TextLeaf[], spans: readonly (readonly Span[])[]): EntityCounts {
  return countByEntity(spans.filter((_, index) => leaves[index]?.role === 'text').flat());
}

function addCounts(sum: EntityCounts, more: EntityCounts): EntityCounts {
  const added: Partial<Record<Entity, number>> = { ...sum };
  for (const [entity, count] of Object.entries(more) as [Entity, number][])
    added[entity] = (added[entity] ?? 0) + count;
  return Object.freeze(added);
}

function sameCounts(a: EntityCounts, b: EntityCounts): boolean {
  const entities = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<Entity>;
  return [...entities].every((entity) => a[entity] === b[entity]);
}
