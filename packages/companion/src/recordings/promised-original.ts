import { fromUtf8, SallyportError } from '@sallyport/core';
import { importEventKeys, inspectProof, parseProof } from '@sallyport/ledger';
import { and, eq } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';

/** Which `client.intent` it is: who signed it, and its id. */
export interface ClientIntentName {
  readonly kid: string;
  readonly id: string;
}

/**
 * The SHA-256 of the sealed original that a client's intent promises, in base64url; `undefined` where it promises none. Raises
 * `ledger_corrupt` when the log does not hold the intent, signed by the key it names, and `ledger_unavailable`.
 */
export type PromisedOriginal = (intent: ClientIntentName) => Promise<string | undefined>;

/** Reads what clients' intents promise out of the log. */
export function promisedOriginals({ orm }: Database): PromisedOriginal {
  const { ledgerLeaf } = schema;
  return async ({ kid, id }) => {
    const named = and(eq(ledgerLeaf.kid, kid), eq(ledgerLeaf.eventId, id));
    const [row] = await guarded(orm.select({ leaf: ledgerLeaf.leaf }).from(ledgerLeaf).where(named));
    return row === undefined ? corrupt() : promiseIn(row.leaf, { kid, id });
  };
}

/** The key is in the proof; that it is this one, its thumbprint shows. */
async function promiseIn(leaf: Uint8Array, { kid, id }: ClientIntentName): Promise<string | undefined> {
  const proof = parseProof(fromUtf8(leaf));
  if (typeof proof === 'string') return corrupt();
  const found = await inspectProof(leaf, await importEventKeys([{ ...proof.publicKey, kid }]));
  if (typeof found === 'string' || found.kid !== kid || found.id !== id) return corrupt();
  return found.proof.intent?.originals;
}

function corrupt(): never {
  throw new SallyportError('ledger_corrupt');
}
