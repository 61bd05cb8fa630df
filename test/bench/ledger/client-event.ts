import { randomUUID } from 'node:crypto';
import { encodeEvent, type KeyedEventSigner, signEvent } from '@sallyport/ledger';

/** What an event of a client is about. */
export interface ClientEventSubject {
  readonly signer: KeyedEventSigner;
  readonly connection: string;
}

/** A signed `client.outcome` as the SDK's spool would send it, compact JWS: how a call ended that an intent of the same key was for. */
export async function clientEvent({ signer, connection }: ClientEventSubject): Promise<string> {
  const details = {
    correlationId: randomUUID(),
    sessionId: randomUUID(),
    connection,
    operation: 'embeddings.create',
    clientIntent: { kid: signer.kid, id: randomUUID() },
    masked: { NAME: 1 },
    upstreamStatus: 200,
  };
  const facts = { id: randomUUID(), kind: 'client.outcome', time: Date.now(), status: 'success', details } as const;
  return Buffer.from(await signEvent(encodeEvent(facts, { version: '0.1.0' }), signer)).toString('latin1');
}
