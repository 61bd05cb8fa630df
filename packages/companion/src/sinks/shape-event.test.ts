import { type EventFacts, type EventKind, utf8 } from '@sallyport/core';
import { EVENT_SCHEMA, encodeEvent, signEvent, signProof, webCryptoEventSigner } from '@sallyport/ledger';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { shapeEvent } from './shape-event.ts';

const ORIGIN = 'sallyport.example/log';
const UUID = '0f9c2f3e-6f0a-4d3b-9a41-2f4f4a9f7d10';
const DIGEST = `${'A'.repeat(42)}E`;
const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
]);
const signer = await webCryptoEventSigner(await crypto.subtle.exportKey('jwk', privateKey));
const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(EVENT_SCHEMA);

const CALL = { sessionId: UUID, correlationId: UUID, connection: 'openai', operation: 'embeddings.create' };
const FACTS: readonly (Pick<EventFacts, 'kind' | 'details'> & Partial<EventFacts>)[] = [
  { kind: 'auth.failed', status: 'failure', details: { error: 'token_invalid' } },
  { kind: 'config.applied', details: { config: `sha256:${'0'.repeat(64)}` } },
  { kind: 'finding.raised', details: { ...CALL, found: { SSN: 1 }, claimed: { SSN: 1 } } },
  { kind: 'admin.read', clientIp: '2001:db8::7', details: { adminSessionId: UUID, read: 'sinks' } },
  {
    kind: 'checkpoint.witnessed',
    details: { checkpoint: { size: 7, root: DIGEST }, witnesses: ['witness.example/w'] },
  },
];

function eventOf(facts: (typeof FACTS)[number]) {
  const identity = { issuer: 'https://login.example/', subject: 'notes-service' };
  const common = { id: UUID, time: 1_795_000_000_000, status: 'success', identity } as const;
  return encodeEvent({ ...common, ...facts }, { version: '0.1.0' });
}

const CLAIMS = {
  jti: UUID,
  htm: 'POST',
  htu: 'https://sallyport.example/c/openai/v1/embeddings',
  iat: 1_795_000_000.25,
  ath: DIGEST,
  nonce: 'a-nonce',
};
const INTENT = { correlationId: UUID, commitment: DIGEST, applied: { NAME: { redact: 2 } }, originals: DIGEST };

describe('an entry, shaped to be forwarded', () => {
  it.each(FACTS)('is the event $kind as the ledger has it, with where it stands', async (facts) => {
    const event = eventOf(facts);
    const leaf = await signEvent(event, signer);
    const shaped = shapeEvent({ origin: ORIGIN, index: 4711, leaf });
    const { metadata, ...rest } = event;
    const kind: EventKind = facts.kind;
    expect(shaped).toMatchObject({ index: 4711, kind, time: event.time });
    expect(shaped?.ocsf).toEqual({ ...rest, metadata: { ...metadata, log_name: ORIGIN, sequence: 4711 } });
    expect(JSON.parse(shaped?.json ?? '')).toEqual(shaped?.ocsf);
    expect(shaped?.json).not.toContain('\n');
    const { log_name, sequence, ...own } = (shaped?.ocsf.metadata ?? {}) as Record<string, unknown>;
    expect(validate({ ...shaped?.ocsf, metadata: own }) || validate.errors).toBe(true);
    expect([log_name, sequence]).toEqual([ORIGIN, 4711]);
  });

  it('is of a client.intent what it says, and neither the proof nor its nonce', async () => {
    const leaf = utf8(await signProof({ ...CLAIMS, intent: INTENT }, signer));
    const { correlationId, ...stated } = INTENT;
    const shaped = shapeEvent({ origin: ORIGIN, index: 1, leaf });
    expect(shaped).toMatchObject({ index: 1, kind: 'client.intent', time: 1_795_000_000_250 });
    expect(shaped?.ocsf).toEqual({
      class_uid: 6003,
      category_uid: 6,
      activity_id: 99,
      type_uid: 600_399,
      time: 1_795_000_000_250,
      severity_id: 1,
      status_id: 0,
      metadata: {
        uid: UUID,
        event_code: 'client.intent',
        correlation_uid: correlationId,
        version: '1.6.0',
        product: { name: 'Sallyport', vendor_name: 'Sallyport' },
        log_name: ORIGIN,
        sequence: 1,
      },
      actor: { user: { name: 'unknown', type_id: 0, credential_uid: signer.kid } },
      api: { operation: 'client.intent' },
      http_request: { http_method: 'POST', url: { url_string: CLAIMS.htu } },
      src_endpoint: { svc_name: 'sallyport' },
      unmapped: { clientIntent: { kid: signer.kid, id: UUID }, ...stated },
    });
    expect(JSON.parse(shaped?.json ?? '')).toEqual(shaped?.ocsf);
    for (const secret of ['a-nonce', utf8Text(leaf).split('.').at(-1)]) expect(shaped?.json).not.toContain(secret);
  });

  it('is of a proof without a statement the request alone, and of one from no time its beginning', async () => {
    const shaped = shapeEvent({
      origin: ORIGIN,
      index: 1,
      leaf: utf8(await signProof({ ...CLAIMS, iat: 1e300 }, signer)),
    });
    expect(shaped).toMatchObject({ time: 0, ocsf: { time: 0, unmapped: { clientIntent: { id: UUID } } } });
    expect(shaped?.ocsf.metadata).not.toHaveProperty('correlation_uid');
  });

  it('is an event of a newer release too, of a kind that this one does not know', async () => {
    const event = eventOf({ kind: 'config.applied', details: {} });
    const newer = { ...event, metadata: { ...event.metadata, event_code: 'ward.closed' }, unmapped: { beds: 4 } };
    const leaf = await signEvent(newer as never, signer);
    const shaped = shapeEvent({ origin: ORIGIN, index: 5, leaf });
    expect(shaped).toMatchObject({ index: 5, kind: 'ward.closed', ocsf: { unmapped: { beds: 4 } } });
    for (const broken of [{ time: '1' }, { metadata: null }, { metadata: { uid: 7, event_code: 'ward.closed' } }]) {
      const bad = await signEvent({ ...newer, ...broken } as never, signer);
      expect(shapeEvent({ origin: ORIGIN, index: 5, leaf: bad })).toBeUndefined();
    }
    const [header = '', ...rest] = utf8Text(leaf).split('.');
    const typed = Buffer.from(Buffer.from(header, 'base64url').toString().replace('event+jws', 'other+jws')).toString(
      'base64url',
    );
    expect(shapeEvent({ origin: ORIGIN, index: 5, leaf: utf8([typed, ...rest].join('.')) })).toBeUndefined();
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', utf8('an entry')],
    ['three parts of nothing', utf8('..')],
    ['too long', new Uint8Array(65_536).fill(0x41)],
  ])('is undefined of a leaf that is %s', (_, leaf) => {
    expect(shapeEvent({ origin: ORIGIN, index: 0, leaf })).toBeUndefined();
  });
});

function utf8Text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
