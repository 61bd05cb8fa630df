import { type EventFacts, type EventKind, toBase64url } from '@sallyport/core';
import { encodeEvent, signEvent, webCryptoEventSigner } from '@sallyport/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acceptRecovery } from './accept-recovery.ts';
import type { TreeHead } from './judge-submission.ts';
import { type SampleLog, sampleLeaves, sampleLog, submissionOf } from './sample-log.test-support.ts';
import { latest, log, namesake, ORIGIN, post, signer, WitnessBench } from './witness-bench.test-support.ts';

const FROM = log.checkpointAt(12);
const WITNESSED = log.checkpointAt(20);
const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const eventSigner = await webCryptoEventSigner(await crypto.subtle.exportKey('jwk', keys.privateKey));

let bench: WitnessBench;
beforeEach(async () => {
  bench = await WitnessBench.make();
  const witness = await bench.start();
  await post(witness, await log.submission(0, 20));
  await bench.stop(witness);
});
afterEach(() => bench.clear());

interface Said {
  readonly kind?: EventKind;
  readonly from?: TreeHead;
  readonly witnessed?: TreeHead;
}

/** What the companion logs once it was restored. */
async function recovered({
  kind = 'log.recovered',
  from = FROM,
  witnessed = WITNESSED,
}: Said = {}): Promise<Uint8Array> {
  const details = ({ size, root }: TreeHead) => ({ size, root: toBase64url(root) });
  const facts: EventFacts = {
    id: '0f2f8c1e-6a52-4a3e-9d55-0d7f1b3a9c11',
    kind,
    time: 1_790_000_000_000,
    status: 'success',
    details: { recovered: { from: details(from), witnessed: details(witnessed) } },
  };
  return signEvent(encodeEvent(facts, { version: '1.0.0' }), eventSigner);
}

/** The log as it goes on from its backup: 12 entries, then the event, then others. */
async function restored(leaf: Uint8Array): Promise<SampleLog> {
  return sampleLog([...sampleLeaves(12), leaf, ...sampleLeaves(9, 'since')], signer);
}

interface Given extends Said {
  readonly leaf?: Uint8Array;
  readonly signed?: SampleLog;
  readonly changes?: Readonly<Record<string, unknown>>;
}

async function recoveryFile({ changes = {}, signed, leaf, ...said }: Given = {}): Promise<string> {
  const written = leaf ?? (await recovered(said));
  const now = await restored(written);
  const json = ({ size, root }: TreeHead) => ({ size, root: Buffer.from(root).toString('base64') });
  return JSON.stringify({
    version: 1,
    origin: ORIGIN,
    from: json(said.from ?? FROM),
    witnessed: { ...json(said.witnessed ?? WITNESSED), note: await log.noteAt(20) },
    index: 12,
    leaf: Buffer.from(written).toString('base64'),
    proof: now.inclusion(12, 15).map((hash) => Buffer.from(hash).toString('base64')),
    checkpoint: await (signed ?? now).noteAt(15),
    ...changes,
  });
}

const accept = (recovery: string) => acceptRecovery({ folder: bench.folder, logs: [signer.verifierKey], recovery });

describe('accepting a recovery', () => {
  it('lets the witness go on from the restored log, and from it alone', async () => {
    const leaf = await recovered();
    const now = await restored(leaf);
    const file = await recoveryFile({ leaf });
    const { before, after } = await accept(file);
    expect([before.size, after.size]).toEqual([20, 15]);
    await expect(accept(file)).rejects.toMatchObject({ code: 'recovery_invalid' });
    const witness = await bench.start();
    expect(await latest(witness)).toContain(`${await now.noteAt(15)}— witness.example.com `);
    const old = submissionOf(20, { proof: log.consistency(20, 30), note: await log.noteAt(30) });
    expect(await post(witness, old)).toMatchObject({ status: 409, text: '15\n' });
    expect(await post(witness, await log.submission(15, 30))).toMatchObject({ status: 422 });
    expect(await post(witness, await now.submission(15, 22))).toMatchObject({ status: 200 });
  });

  it('waits for the witness to be stopped', async () => {
    await bench.start();
    await expect(accept(await recoveryFile())).rejects.toMatchObject({ code: 'storage_locked' });
  });

  const elsewhere = { size: 20, root: new Uint8Array(32) };
  it.each<[string, () => Promise<string>]>([
    ['no JSON', async () => 'hello'],
    ['null', async () => 'null'],
    ['another version', () => recoveryFile({ changes: { version: 2 } })],
    ['a size that is none', () => recoveryFile({ changes: { from: { size: -1, root: '' } } })],
    ['too long a proof', () => recoveryFile({ changes: { proof: Array(64).fill('') } })],
    ['another log', () => recoveryFile({ changes: { origin: 'other.example.org' } })],
    ['another head than the witness has', () => recoveryFile({ witnessed: elsewhere })],
    ['an event that names another head', async () => recoveryFile({ leaf: await recovered({ witnessed: elsewhere }) })],
    ['an event that names another backup', async () => recoveryFile({ leaf: await recovered({ from: elsewhere }) })],
    ['an event of another kind', () => recoveryFile({ kind: 'checkpoint.witnessed' })],
    ['a leaf that is no event', () => recoveryFile({ leaf: Buffer.from('hello') })],
    ['a backup that has more than was witnessed', () => recoveryFile({ from: log.checkpointAt(21) })],
    ['an event older than the backup', () => recoveryFile({ changes: { index: 11 } })],
    ['an event at another place', () => recoveryFile({ changes: { index: 13 } })],
    ['a proof that does not hold', () => recoveryFile({ changes: { proof: [] } })],
    ['a checkpoint without the event', () => recoveryFile({ signed: log })],
    ['a checkpoint that is not signed by the log', () => recoveryFile({ signed: namesake })],
  ])('refuses %s, and the head stays', async (_, file) => {
    await expect(accept(await file())).rejects.toMatchObject({ code: 'recovery_invalid' });
    expect(await latest(await bench.start())).toContain(await log.noteAt(20));
  });
});
