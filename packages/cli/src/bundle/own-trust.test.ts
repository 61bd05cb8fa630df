import { generateKeyPairSync } from 'node:crypto';
import { encodeTrust, endorseTrust, type Trust, webCryptoEventSigner, webCryptoNoteSigner } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { BundleFindings } from './bundle-findings.ts';
import { memoryBundle } from './kept-bundle.test-support.ts';
import { checkOwnTrust, readOwnTrust } from './own-trust.ts';

async function keys() {
  const [ed25519, p256] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
  return {
    log: await webCryptoNoteSigner('ledger.example.org/audit', ed25519.privateKey.export({ format: 'jwk' })),
    event: await webCryptoEventSigner(p256.privateKey.export({ format: 'jwk' }) as JsonWebKey),
  };
}

function trustIn(...signers: readonly Awaited<ReturnType<typeof keys>>[]): Trust {
  const logKeys = signers.map(({ log }) => log.verifierKey);
  return { logKeys, eventKeys: signers.map(({ event }) => event.publicKey), witnesses: [] };
}

const [one, two, stranger] = await Promise.all([keys(), keys(), keys()]);
const [older, newer] = [trustIn(one), trustIn(one, two)];
const step = await endorseTrust({ before: older, after: newer }, one);

async function check(own: Uint8Array | undefined, believed: Parameters<typeof checkOwnTrust>[1]['believed']) {
  const findings = new BundleFindings();
  const files = new Map(own === undefined ? [] : [['trust.json', own]]);
  await checkOwnTrust(await readOwnTrust(memoryBundle(files)), { believed, findings });
  return findings.checks().find(({ name }) => name === 'keys');
}

describe('the keys that come with a bundle', () => {
  it('may be the believed ones, and those that the believed ones came after', async () => {
    const same = await check(encodeTrust(older), older);
    expect(same).toMatchObject({ ok: true, detail: 'the keys that came with it are those that are believed' });
    const before = await check(encodeTrust(older), { ...newer, endorsements: [step] });
    expect(before).toMatchObject({ ok: true, detail: expect.stringContaining('as they were when it was made') });
  });

  it('may not be others, nor some that nobody vouched for', async () => {
    const words = /^trust.json: its keys are not those that are believed/;
    for (const [own, believed] of [
      [trustIn(stranger), older],
      [older, newer],
      [trustIn(one, stranger), older],
    ] as const) {
      expect(await check(encodeTrust(own), believed)).toMatchObject({
        ok: false,
        detail: expect.stringMatching(words),
      });
    }
  });

  it('must be there, and be keys', async () => {
    for (const own of [undefined, Buffer.from('{"version":2}'), Buffer.alloc(2_000_000, ' ')]) {
      expect(await check(own, older)).toMatchObject({ ok: false, detail: 'trust.json: it is missing, or is none' });
    }
  });
});
