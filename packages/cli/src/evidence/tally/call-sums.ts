import type { CallRow } from './call-row.ts';
import { fatesOf, sumOf } from './read-facts.ts';

/** What is counted of calls, of all of them and of each group. */
export interface CallSums {
  /** Sessions: calls whose intent was recorded, so that they could be sent. */
  sent: number;
  /** Of these: how they ended. `open`: the bundle has no outcome of them; `unknown`: a crash left no trace of it. */
  succeeded: number;
  failed: number;
  unknown: number;
  open: number;
  /** Calls that were denied, so that nothing was sent, other than those that were told to wait. */
  refused: number;
  /** Calls that were denied because people had to decide first. */
  waiting: number;
  /** Of the sessions: inputs, and bytes to and from the provider. */
  inputs: number;
  bytesOut: number;
  bytesBack: number;
  /** Identifiers in the requests of the sessions: by the client and the companion together, each once. */
  found: number;
  replaced: number;
  /** Of these: in part, that is masked, or a date that was shifted. */
  partly: number;
  left: number;
  /** Identifiers that were masked in their answers. */
  masked: number;
  /** Sessions that rest on an intent that the client signed. */
  clientSigned: number;
  /** Sessions of which the ledger commits to what left. */
  committed: number;
  /** Sessions that a person had approved, or whose glass was broken. */
  reviewed: number;
  /** Of all of them: the first and the last, milliseconds since the Unix epoch. */
  first: number | null;
  last: number | null;
}

/** Nothing counted yet. */
export function noCalls(): CallSums {
  return {
    ...{ sent: 0, succeeded: 0, failed: 0, unknown: 0, open: 0, refused: 0, waiting: 0 },
    ...{ inputs: 0, bytesOut: 0, bytesBack: 0, found: 0, replaced: 0, partly: 0, left: 0, masked: 0 },
    ...{ clientSigned: 0, committed: 0, reviewed: 0, first: null, last: null },
  };
}

/** All that were tried: sent, refused, or told to wait. */
export function triedOf({ sent, refused, waiting }: CallSums): number {
  return sent + refused + waiting;
}

/** How many identifiers of a call were found in its request, replaced by either door, and left as they were. */
export function identifiersOf({
  found,
  applied,
  byClient,
}: CallRow): Pick<CallSums, 'found' | 'replaced' | 'partly' | 'left'> {
  const companion = fatesOf(applied);
  // What the client left as it was is found again by the companion.
  const client = fatesOf(byClient);
  return {
    found: sumOf(found) + client.replaced,
    replaced: companion.replaced + client.replaced,
    partly: companion.partly + client.partly,
    left: companion.left,
  };
}

/** Counts a call. */
export function addCall(sums: CallSums, row: CallRow): void {
  sums.first = Math.min(sums.first ?? row.time, row.time);
  sums.last = Math.max(sums.last ?? row.time, row.time);
  if (row.end === 'denied') {
    if (row.error === 'review_required') sums.waiting += 1;
    else sums.refused += 1;
    return;
  }
  addSession(sums, row);
}

const ENDS = { success: 'succeeded', failure: 'failed', unknown: 'unknown', open: 'open', denied: 'refused' } as const;

function addSession(sums: CallSums, row: CallRow): void {
  const { found, replaced, partly, left } = identifiersOf(row);
  sums.sent += 1;
  sums[ENDS[row.end]] += 1;
  sums.inputs += row.inputs;
  sums.bytesOut += row.bytesOut;
  sums.bytesBack += row.outcome?.bytesBack ?? 0;
  sums.found += found;
  sums.replaced += replaced;
  sums.partly += partly;
  sums.left += left;
  sums.masked += sumOf(row.outcome?.masked ?? {});
  sums.clientSigned += row.clientSigned ? 1 : 0;
  sums.committed += row.committed ? 1 : 0;
  sums.reviewed += row.review === '' ? 0 : 1;
}
