import { fromUtf8 } from '@sallyport/core';
import { type LedgerEvent, PROOF_TYPE, parseProof, proofId, readEventKey } from '@sallyport/ledger';

/** What an entry says of itself; nothing of it verified, which `verifyLedger` does. */
export interface ReadEntry {
  readonly id: string;
  readonly kid: string;
  /** Absent of a client's proof. */
  readonly event?: LedgerEvent;
}

/** Reads an entry, or gives `undefined` for one that is none. */
export async function readEntry(leaf: Uint8Array): Promise<ReadEntry | undefined> {
  try {
    const text = fromUtf8(leaf);
    const [header = '', payload = ''] = text.split('.', 3);
    const { typ, kid } = parse(header) as { readonly typ?: unknown; readonly kid?: unknown };
    if (typ === PROOF_TYPE) return await readProof(text);
    const event = parse(payload) as LedgerEvent;
    return { id: event.metadata.uid, kid: String(kid), event };
  } catch {
    return undefined;
  }
}

async function readProof(text: string): Promise<ReadEntry | undefined> {
  const proof = parseProof(text);
  if (typeof proof === 'string') return undefined;
  return { id: proofId(proof.jti), kid: (await readEventKey(proof.publicKey)).kid };
}

function parse(part: string): unknown {
  return JSON.parse(fromUtf8(Buffer.from(part, 'base64url')));
}
