import { fromBase64url, SallyportError } from '@sallyport/core';
import type { ReceiptLeaf } from '@sallyport/ledger';
import { readObject } from '../companion/refusal-code.ts';

/** Why the companion will never take an event. */
const FINAL = ['event_invalid', 'event_key_unknown', 'event_conflict'] as const;

/** What became of one event of a batch. */
export type EventResult = ReceiptLeaf | { readonly refused: (typeof FINAL)[number] };

/** A batch as the companion answered it. */
export interface BatchAnswer {
  /** In the order of the events. */
  readonly results: readonly EventResult[];
  /** For the events that were taken; absent when none was. */
  readonly receipt?: string;
}

/** Reads the answer to a batch of so many events. Raises `companion_invalid`. */
export function readResults(body: Uint8Array, count: number): BatchAnswer {
  const { results, receipt } = readObject(body);
  const read = Array.isArray(results) ? results.map(readResult) : [];
  if (read.length !== count || !read.every((result) => result !== undefined)) {
    throw new SallyportError('companion_invalid');
  }
  return { results: read, ...(typeof receipt === 'string' ? { receipt } : {}) };
}

function readResult(result: unknown): EventResult | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const { index, leaf_hash: leafHash, error } = result as Readonly<Record<string, unknown>>;
  const refused = FINAL.find((code) => code === error);
  if (refused !== undefined) return { refused };
  const placed = Number.isSafeInteger(index) && typeof leafHash === 'string' && fromBase64url(leafHash)?.length === 32;
  return placed && error === undefined ? { index: index as number, leafHash } : undefined;
}
