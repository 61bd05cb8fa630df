import { describe, expect, it } from 'vitest';
import { sampleEvent, sampleEventSigner } from '../event/event-samples.test-support.ts';
import type { KeyedEventSigner } from '../event/event-signer.ts';
import type { LedgerEvent } from '../event/ledger-event.ts';
import { signEvent } from '../event/sign-event.ts';
import { exportSample, sampleKeys, sourceOf } from './sample-ledger.test-support.ts';
import { verifyLedger } from './verify-ledger.ts';

const keys = await sampleKeys();
const [one, two] = [keys.events, await sampleEventSigner()];
const trust = { ...keys.trust, eventKeys: [one.publicKey, two.publicKey] };
let count = 0;
type Signed = readonly [KeyedEventSigner, LedgerEvent];
const event = (): LedgerEvent => sampleEvent('config.applied', `e${count++}`);
const rotated = (keyId: string, more: object = {}): LedgerEvent => ({
  ...sampleEvent('credential.rotated', `e${count++}`),
  unmapped: { rotated: { what: 'signing_key', name: 'event', keyId, ...more } },
});
const verdict = async (...signed: readonly Signed[]) => {
  const leaves = await Promise.all(signed.map(([signer, said]) => signEvent(said, signer)));
  const { ok, firstFault } = await verifyLedger(sourceOf(await exportSample(leaves, keys)), trust);
  return firstFault === undefined ? ok : `${firstFault.code} at ${firstFault.where}`;
};

describe('the signers of a ledger', () => {
  it('take turns: both may sign between the two events of a rotation', async () => {
    const rotation: readonly Signed[] = [
      [one, event()],
      [one, rotated(two.kid)],
      [two, event()],
      [one, event()],
      [two, rotated(one.kid, { retired: true })],
      [two, event()],
    ];
    expect(await verdict(...rotation)).toBe(true);
  });

  it('do not sign any more once they are retired', async () => {
    const retired: Signed = [two, rotated(one.kid, { retired: true })];
    expect(await verdict([one, rotated(two.kid)], retired, [one, event()])).toBe('event_key_retired at entry 2');
    expect(await verdict([one, rotated(two.kid)], retired, [one, rotated(one.kid)])).toBe(
      'event_key_retired at entry 2',
    );
  });

  it('do not sign before they are rotated in', async () => {
    expect(await verdict([one, event()], [two, event()], [one, rotated(two.kid)])).toBe('event_key_early at entry 2');
    expect(await verdict([two, rotated(two.kid)])).toBe('event_key_early at entry 0');
  });

  it('are not those of grants, of the log, or of a rotation that failed or names none', async () => {
    for (const more of [{ name: 'log' }, { name: 'grant' }, { what: 'secret' }, { keyId: undefined }]) {
      expect(await verdict([two, rotated(one.kid, { ...more, retired: true })], [one, event()])).toBe(true);
    }
    const failed = { ...rotated(one.kid, { retired: true }), status_id: 2 } as const;
    expect(await verdict([two, failed], [one, event()])).toBe(true);
  });
});
