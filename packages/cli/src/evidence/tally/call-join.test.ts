import { type BundleEntry, encodeEvent, proofId } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { CallJoin } from './call-join.ts';

const INTENT = encodeEvent(
  {
    id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20',
    kind: 'session.intent',
    time: 1,
    status: 'success',
    details: {
      connection: 'openai',
      operation: 'embeddings.create',
      clientIntent: { kid: 'client', id: proofId('any text') },
    },
  },
  { version: '1.0.0' },
);

function opening(session: string): BundleEntry {
  const event = { ...INTENT, api: { ...INTENT.api, request: { uid: session } } };
  return { index: 0, kid: 'companion', within: 'range', inPeriod: true, time: 1, event };
}

describe('CallJoin', () => {
  it('joins a client’s intent by its key and its id, also where the id is no UUID', () => {
    const applied = { SSN: { tokenize: 2 } };
    const intent = { correlationId: 'c', commitment: 'd', applied };
    const claims = { htm: 'POST', htu: 'https://a.example/', iat: 0, intent };
    const joined = (kid: string, jti: string) => {
      const join = new CallJoin();
      const proof = { ...claims, jti };
      join.take({ index: 0, kid, within: 'range', inPeriod: true, time: 0, id: jti, proof });
      join.take(opening('s'));
      return join.end()[0];
    };
    expect(joined('client', 'any text')).toMatchObject({ clientSigned: true, byClient: applied });
    expect(joined('another', 'any text')).toMatchObject({ clientSigned: true, byClient: {} });
    expect(joined('client', 'another')).toMatchObject({ byClient: {} });
  });

  it('keeps 65,536 sessions open, of which the oldest gives way', () => {
    const join = new CallJoin();
    const given = Array.from({ length: 65_538 }, (_, place) => join.take(opening(`session-${place}`))).flat();
    expect(given.map(({ id, end }) => [id, end])).toEqual([
      ['session-0', 'open'],
      ['session-1', 'open'],
    ]);
    expect(join.end().length).toBe(65_536);
  });
});
