import { ACTIVITY_CONCLUSIONS, SallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import { countOf, guarded, type SqlRunner } from '../storage/index.ts';
import type { DigestRows } from './digest-rows.ts';
import { actorOf } from './event-findings.ts';
import { readPage } from './read-page.ts';

/** What sign-offs are settled with. */
export interface SettlingParts {
  readonly database: SqlRunner;
  readonly rows: Pick<DigestRows, 'sign'>;
  /** The name that the companion's own event keys count under in the database. */
  readonly ownKid: () => string;
}

/** The id of the event by which a digest is signed off: the ledger takes an id once, so there is one such event at most. */
export function signOffId(digestId: string): string {
  return proofId(`activity.reviewed/${digestId}`);
}

/**
 * Notes with a digest what the ledger says of its sign-off, and gives whether there is one. It is done after the event is durable, and again at the next look
 * where a crash came between. Raises `ledger_corrupt`, `ledger_unavailable`.
 */
export async function settleSignOff({ database, rows, ownKid }: SettlingParts, digestId: string): Promise<boolean> {
  const text = 'select index from ledger_leaf where kid = $1 and event_id = $2';
  const values = [ownKid(), signOffId(digestId)];
  const [place] = await guarded(database.query({ name: 'sallyport_activity_signed', text, values }));
  if (place === undefined) return false;
  const index = countOf(place.index);
  const [entry] = await readPage(database, { first: index, end: index + 1, ownKid: ownKid() });
  const event = entry?.event;
  const by = event === undefined ? undefined : actorOf(event);
  const conclusion = ACTIVITY_CONCLUSIONS.find((one) => one === event?.unmapped.activity?.conclusion);
  if (event === undefined || by === undefined || conclusion === undefined) throw new SallyportError('ledger_corrupt');
  await rows.sign(digestId, { conclusion, by, at: new Date(event.time) });
  return true;
}
