import { type EventFacts, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../event/encode-event.ts';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import type { KeyedEventSigner } from '../event/event-signer.ts';
import { signEvent } from '../event/sign-event.ts';
import { SAMPLE_CLAIMS } from '../proof/proof-samples.test-support.ts';
import { signProof } from '../proof/sign-proof.ts';
import { exportSample, sampleKeys, sourceOf } from './sample-ledger.test-support.ts';
import { verifyLedger } from './verify-ledger.ts';

const keys = await sampleKeys();
const client = await sampleEventSigner();
const stranger = await sampleEventSigner();
const APP = { issuer: 'https://login.example.org/', subject: 'svc-triage' };
const OTHER = { issuer: 'https://login.example.org/', subject: 'svc-billing' };
const SESSION = '00000000-0000-4000-8000-0000000000a1';
const PROOF_ID = SAMPLE_CLAIMS.jti;

let ids = 0;
function event(kind: EventFacts['kind'], details: EventFacts['details'], more: Partial<EventFacts> = {}) {
  ids += 1;
  const facts: EventFacts = {
    id: `id-${ids}`,
    kind,
    time: 1_795_000_000_000,
    identity: APP,
    status: 'success',
    details,
    ...more,
  };
  return encodeEvent(facts, { version: '0.1.0' });
}

const own = (...args: Parameters<typeof event>) => signEvent(event(...args), keys.events);
const byClient = (signer: KeyedEventSigner, ...args: Parameters<typeof event>) => signEvent(event(...args), signer);
const grant = (signer = client, identity = APP) =>
  own('grant.issued', { connection: 'openai', grantId: SESSION, clientKey: signer.publicKey }, { identity });
const proof = async (signer = client, jti = PROOF_ID) => utf8(await signProof({ ...SAMPLE_CLAIMS, jti }, signer));
const intent = (id = PROOF_ID, kid = client.kid) =>
  own('session.intent', { sessionId: SESSION, operation: 'embeddings.create', clientIntent: { kid, id } });
const outcome = () => own('session.outcome', { sessionId: SESSION, operation: 'embeddings.create' });
const told = (signer = client, identity?: EventFacts['identity']) =>
  byClient(signer, 'client.outcome', { sessionId: SESSION }, identity === undefined ? {} : { identity });

async function verify(leaves: readonly Promise<Uint8Array>[]) {
  const report = await verifyLedger(sourceOf(await exportSample(await Promise.all(leaves), keys)), keys.trust);
  return report.firstFault === undefined ? 'passed' : `${report.firstFault.code} at ${report.firstFault.where}`;
}

describe('verifyLedger, of what clients signed', () => {
  it('passes a call from its grant to what its client says of it', async () => {
    expect(await verify([grant(), proof(), intent(), outcome(), told()])).toBe('passed');
  });

  it('says how many client keys grants name', async () => {
    const leaves = [grant(), proof(), intent(), outcome(), grant(stranger, OTHER)];
    const report = await verifyLedger(sourceOf(await exportSample(await Promise.all(leaves), keys)), keys.trust);
    expect(report.checks.find(({ name }) => name === 'signatures')).toMatchObject({
      ok: true,
      detail: '5 events, each signed by a trusted key or one of 2 client keys that grants name',
    });
  });

  it('passes an opt-out of the companion’s own', async () => {
    expect(await verify([own('opt_out', { optOut: 'engine_failure' })])).toBe('passed');
  });

  it('passes a key that is granted more than once, and an event whose client did not know its own name', async () => {
    const unknown = signEvent(
      { ...event('client.outcome', {}), actor: { user: { name: 'unknown', type_id: 0 } } },
      client,
    );
    expect(await verify([grant(), grant(), unknown])).toBe('passed');
  });

  it.each([
    ['a proof before its grant', () => [proof(), grant(), intent()], 'event_key_unknown at entry 0'],
    ['an event before its grant', () => [told(), grant()], 'event_key_unknown at entry 0'],
    ['a proof of a key never granted', () => [grant(), proof(stranger), intent()], 'event_key_unknown at entry 1'],
    ['an event of another identity', () => [grant(), told(client, OTHER)], 'event_signer at entry 1'],
    ['a key granted to two identities', () => [grant(), grant(client, OTHER)], 'client_key at entry 1'],
    [
      'a companion event signed by a client',
      () => [grant(), byClient(client, 'session.denied', {})],
      'event_signer at entry 1',
    ],
    ['a client event signed by the companion', () => [grant(), told(keys.events)], 'event_signer at entry 1'],
    [
      'an opt-out of a client signed by the companion',
      () => [grant(), own('opt_out', { optOut: 'log_consistency' })],
      'event_signer at entry 1',
    ],
    ['a proof without its session', () => [grant(), proof()], 'client_intent_orphan at entry 1'],
    ['a session without the proof it names', () => [grant(), intent()], 'intent_unsigned at entry 1'],
    [
      'a session that names the proof of another key',
      () => [grant(), proof(), intent(PROOF_ID, stranger.kid)],
      'intent_unsigned at entry 2',
    ],
    ['a proof used twice', () => [grant(), proof(), intent(), outcome(), intent()], 'intent_repeated at entry 4'],
    ['a proof recorded twice', () => [grant(), proof(), intent(), proof()], 'id_repeated at entry 3'],
  ])('faults %s', async (_what, leaves, fault) => {
    expect(await verify(leaves())).toBe(fault);
  });

  it('faults a grant whose key is none', async () => {
    const { clientKey } = event('grant.issued', { clientKey: client.publicKey }).unmapped;
    const off = { ...client.publicKey, y: clientKey?.x ?? '' };
    expect(await verify([own('grant.issued', { clientKey: off })])).toBe('client_key at entry 0');
  });

  it('lets two clients use one id, and no client its own twice', async () => {
    const same = { id: 'id-same' };
    const both = [grant(), grant(stranger, OTHER), byClient(client, 'client.outcome', {}, same)];
    const theirs = byClient(stranger, 'client.outcome', {}, { ...same, identity: OTHER });
    expect(await verify([...both, theirs])).toBe('passed');
    expect(await verify([...both, byClient(client, 'opt_out', {}, same)])).toBe('id_repeated at entry 3');
  });

  it('faults a proof with any byte changed', async () => {
    const bytes = await proof();
    const changed = bytes.map((byte, index) => (index === Math.floor(bytes.length / 2) ? byte ^ 1 : byte));
    expect(await verify([grant(), Promise.resolve(changed), intent()])).toMatch(/^event_.* at entry 1$/);
  });
});
