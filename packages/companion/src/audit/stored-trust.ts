import { fromBase64url } from '@sallyport/core';
import {
  encodeVerifierKey,
  importEventKeys,
  readEndorsement,
  readEventKey,
  type TrustDocument,
} from '@sallyport/ledger';
import { readSteps } from '../secrets/index.ts';
import type { SqlRunner } from '../storage/index.ts';

/**
 * The keys that a database itself names as its log's, and how they followed each other: the public halves, which are not sealed. Who may have changed the database may have
 * changed them too, so compare their fingerprint with one from elsewhere. Raises `config_invalid` where one is none.
 */
export async function readStoredTrust(database: SqlRunner, origin: string): Promise<TrustDocument> {
  const rows = await database.query({
    name: 'sallyport_audit_keys',
    text: `select purpose, public_jwk from signing_key where purpose in ('log', 'event') order by created_at, kid`,
    values: [],
  });
  const keysOf = (wanted: string) =>
    rows.filter(({ purpose }) => purpose === wanted).map((row) => JSON.parse(String(row.public_jwk)) as JsonWebKey);
  const logKeys = keysOf('log').map(({ x = '' }) => encodeVerifierKey(origin, fromBase64url(x) ?? new Uint8Array()));
  const eventKeys = await Promise.all(keysOf('event').map(({ kty, crv, x, y }) => readEventKey({ kty, crv, x, y })));
  const endorsements = await readSteps(database);
  const last = await readEndorsement(endorsements.at(-1) ?? '', await importEventKeys(eventKeys));
  return { logKeys, eventKeys, witnesses: last?.witnesses ?? [], endorsements };
}
