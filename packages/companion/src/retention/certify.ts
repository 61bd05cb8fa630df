import { SallyportError } from '@sallyport/core';
import { hashLeaf, signPurgeCertificate } from '@sallyport/ledger';
import { detailsOf } from './details-of.ts';
import { keepCertificate } from './purge-changes.ts';
import type { PurgeParts } from './purge-parts.ts';
import type { PurgeRow } from './purge-rows.ts';

/** What is certified: a recording whose key is destroyed, and where the event of it stands in the log. */
export interface Certified {
  readonly row: PurgeRow;
  readonly index: number | undefined;
}

/** Signs the certificate of a purge, and keeps it. Where there is one, that is given. Raises `ledger_corrupt`, `ledger_unavailable`. */
export async function certify(parts: PurgeParts, { row, index }: Certified): Promise<string> {
  const { id: session, reason, event, purgedAt } = row;
  if (index === undefined || reason === undefined || event === undefined || purgedAt === undefined) {
    throw new SallyportError('ledger_corrupt');
  }
  const leafHash = hashLeaf(await parts.ledger.leaf(index));
  // It had at least so many leaves once this one was in it.
  const receipt = await parts.receipts.sign([{ index, treeSize: index + 1, leafHash }]);
  const said = { origin: parts.origin, session, reason, purgedAt, recording: detailsOf(row), event, index, receipt };
  const certificate = await signPurgeCertificate(said, parts.signer());
  return keepCertificate(parts.database, { id: session, certificate });
}
