import { type EventFacts, toBase64url } from '@sallyport/core';
import {
  type Checkpoint,
  cosign,
  encodeEvent,
  type KeyedEventSigner,
  readCheckpoint,
  signEvent,
  webCryptoEventSigner,
  webCryptoWitnessSigner,
} from '@sallyport/ledger';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { verdictOf, watchStage } from './watch-fixture.test-support.ts';

const stage = watchStage();
const newFolder = temporaryFolders();
const text = { 'content-type': 'text/plain; charset=utf-8' };

const newKey = async (name: 'Ed25519' | 'ECDSA') => {
  const algorithm = name === 'ECDSA' ? { name, namedCurve: 'P-256' } : name;
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  return crypto.subtle.exportKey('jwk', pair.privateKey);
};
const witness = await webCryptoWitnessSigner('witness.example/w1', await newKey('Ed25519'));
const stranger = await webCryptoWitnessSigner('witness.example/w1', await newKey('Ed25519'));
const events = await webCryptoEventSigner(await newKey('ECDSA'));
const otherEvents = await webCryptoEventSigner(await newKey('ECDSA'));

/** What the companion states; a test may change it. */
let stated: { index: number; leaf: string; witnessed: string }[];
let witnesses: readonly string[];
let witnessedNow = '';
beforeEach(() => {
  [stated, witnesses, witnessedNow] = [[], [witness.verifierKey], ''];
  stage.companion.control = ({ path }) => {
    if (path === '/v1/trust') {
      const { verifierKey } = stage.companion.log;
      const trust = { version: 2, logKeys: [verifierKey], eventKeys: [events.publicKey], witnesses };
      return { body: JSON.stringify(trust) };
    }
    if (path === '/log/recoveries') return { body: JSON.stringify({ recoveries: stated }) };
    return path === '/log/witnessed' ? { headers: text, body: witnessedNow } : undefined;
  };
});

/** A note with the cosignature of the witness. */
async function cosigned(note: string, signer = witness): Promise<string> {
  const over = note.slice(0, note.indexOf('\n\n') + 1);
  return `${note}${await cosign(over, { signer, time: 1_790_000_000 })}`;
}
const now = () => readCheckpoint(stage.companion.log.checkpoint()) as Checkpoint;

interface Restore {
  readonly from: Checkpoint;
  readonly seen: Checkpoint;
  readonly signer?: KeyedEventSigner;
}
async function recoveredLeaf({ from, seen, signer = events }: Restore): Promise<Uint8Array> {
  const details = ({ size, root }: Checkpoint) => ({ size, root: toBase64url(root) });
  const facts: EventFacts = {
    id: crypto.randomUUID(),
    kind: 'log.recovered',
    time: 1_790_000_000_000,
    status: 'success',
    details: { recovered: { from: details(from), witnessed: details(seen) } },
  };
  return signEvent(encodeEvent(facts, { version: '1.0.0' }), signer);
}

/** A client that saw a log of so many entries; the log as it was when 12 were backed up; then it is put back, and says so. */
async function restored({
  saw = 18,
  signer = events,
}: {
  readonly saw?: number;
  readonly signer?: KeyedEventSigner;
} = {}) {
  const { log } = stage.companion;
  const folder = await newFolder();
  stage.grow(12);
  const from = now();
  stage.grow(saw - 12);
  const watch = stage.watch({ folder });
  await watch.log();
  await watch.check();
  stage.grow(20 - saw);
  const seen = now();
  const note = await cosigned(log.checkpoint());
  log.truncate(12);
  const leaf = await recoveredLeaf({ from, seen, signer });
  const index = log.append(leaf);
  stated = [{ index, leaf: Buffer.from(leaf).toString('base64'), witnessed: note }];
  stage.grow(4);
  witnessedNow = await cosigned(log.checkpoint());
  return { folder, watch, note, from, seen };
}

describe('a log that was restored', () => {
  it('is believed where it says so, and its witness has seen it go back', async () => {
    const { folder, watch } = await restored();
    watch.note({ index: 17, leafHash: 'A'.repeat(43), treeSize: 18 });
    await watch.check();
    expect([await verdictOf(watch), watch.size, watch.owed]).toEqual(['believed', 17, false]);
    // What was kept is the log as it is now: that is not to be taken back again.
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
    stage.companion.log.truncate(15);
    expect(await verdictOf(stage.watch({ folder }))).toBe('log_inconsistent');
  });

  it('is believed by a process that was not there', async () => {
    const { folder } = await restored();
    const next = stage.watch({ folder });
    expect([await verdictOf(next), next.size]).toEqual(['believed', 17]);
  });

  it('is refused by a client that trusts no witness', async () => {
    witnesses = [];
    const { watch } = await restored();
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  const changed = async (change: (one: (typeof stated)[number]) => Partial<(typeof stated)[number]>) => {
    stated = stated.map((one) => ({ ...one, ...change(one) }));
  };
  it.each<[string, () => Promise<unknown>]>([
    ['nobody says so', async () => (stated = [])],
    ['no witness cosigned what is there now', async () => (witnessedNow = '')],
    [
      'another key of that name did',
      async () => (witnessedNow = await cosigned(stage.companion.log.checkpoint(), stranger)),
    ],
    ['no witness had seen what was lost', () => changed(() => ({ witnessed: '' }))],
    ['a witness had seen something else', () => changed(() => ({ witnessed: witnessedNow }))],
    ['the event stands elsewhere', () => changed(() => ({ index: 13 }))],
    ['the event is not there', () => changed(() => ({ index: 99 }))],
    ['the leaf is no event', () => changed(() => ({ leaf: 'AAAA' }))],
  ])('is refused where %s', async (_, change) => {
    const { watch } = await restored();
    await change();
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  it('is refused where another key signed the event', async () => {
    const { watch } = await restored({ signer: otherEvents });
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  it('is refused by a client that has seen more than any witness', async () => {
    const { folder } = await restored({ saw: 20 });
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
    const { log } = stage.companion;
    stage.grow(8);
    const seen = now();
    const note = await cosigned(log.checkpoint());
    stage.grow(5);
    const watch = stage.watch({ folder });
    expect(await verdictOf(watch)).toBe('believed');
    log.truncate(17);
    const leaf = await recoveredLeaf({ from: now(), seen });
    stated = [{ index: log.append(leaf), leaf: Buffer.from(leaf).toString('base64'), witnessed: note }];
    witnessedNow = await cosigned(log.checkpoint());
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  it('is no excuse for a fork: what the log still has was not lost', async () => {
    const { log } = stage.companion;
    stage.grow(12);
    const from = now();
    const common = [...log.leaves];
    stage.grow(6);
    const watch = stage.watch();
    await watch.log();
    await watch.check();
    // To others it shows another history, which the witness cosigned all along.
    log.truncate(common.length);
    stage.grow(8);
    const seen = now();
    const note = await cosigned(log.checkpoint());
    const leaf = await recoveredLeaf({ from, seen });
    stated = [{ index: log.append(leaf), leaf: Buffer.from(leaf).toString('base64'), witnessed: note }];
    witnessedNow = await cosigned(log.checkpoint());
    await watch.check();
    expect(await verdictOf(watch)).toBe('log_inconsistent');
  });

  it('is neither believed nor refused while that cannot be read', async () => {
    const { folder, watch } = await restored();
    const { control } = stage.companion;
    for (const body of ['<p>', '{}', '{"recoveries":[1]}', '{"recoveries":[{"index":1.5,"leaf":"","witnessed":""}]}']) {
      stage.companion.control = (request) => (request.path === '/log/recoveries' ? { body } : control(request));
      await watch.check();
      expect([await verdictOf(watch), watch.size]).toEqual(['believed', 18]);
    }
    stage.companion.control = control;
    expect(await verdictOf(stage.watch({ folder }))).toBe('believed');
  });
});
