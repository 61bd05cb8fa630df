import { generateKeyPairSync } from 'node:crypto';
import { endorseTrust, type Trust, webCryptoEventSigner, webCryptoNoteSigner } from '@sallyport/ledger';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';
import { KeptLog } from './kept-log.ts';
import { type PinnedTrust, pinTrust } from './pin-trust.ts';
import { readTrustSetting } from './trust-setting.ts';

const newFolder = temporaryFolders();
const keysOf = async (origin = 'log.example') => ({
  log: await webCryptoNoteSigner(origin, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
  event: await webCryptoEventSigner(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  ),
});
type Keys = Awaited<ReturnType<typeof keysOf>>;
const trustIn = (...keys: readonly Keys[]): Trust => ({
  logKeys: keys.map(({ log }) => log.verifierKey),
  eventKeys: keys.map(({ event }) => event.publicKey),
  witnesses: [],
});

const [one, two, three, thief] = await Promise.all([keysOf(), keysOf(), keysOf(), keysOf()]);
const [first, second, third] = [trustIn(one), trustIn(one, two), trustIn(one, two, three)];
const stolen = trustIn(one, thief);
const steps = [
  await endorseTrust({ before: first, after: second }, one),
  await endorseTrust({ before: second, after: third }, two),
];
const theft = await endorseTrust({ before: first, after: stolen }, thief);
const untrusted = { code: 'companion_untrusted' };

interface Asked {
  readonly trust?: Trust | string;
  readonly known?: PinnedTrust;
}

let folder = '';
beforeEach(async () => {
  folder = await newFolder();
});

/** What a client believes that is shown these keys. */
const shown = async (keys: Trust, endorsements: readonly string[] = [], { trust, known }: Asked = {}) =>
  pinTrust({
    reader: { trust: async () => ({ ...keys, endorsements }) },
    kept: new KeptLog(folder),
    demand: await readTrustSetting(trust)(),
    known,
    acceptOther: false,
  });

describe('the keys of a companion that rotates them', () => {
  it('are followed, over every rotation that was slept through, and kept', async () => {
    await shown(first);
    expect((await shown(third, steps)).trust).toEqual(third);
    expect((await shown(third)).trust).toEqual(third);
  });

  it('are followed from those the user demands, in each form, also in the first process', async () => {
    for (const trust of [first, second, third]) {
      expect(await shown(third, steps, { trust })).toEqual({ trust: third, logKeys: third.logKeys });
      folder = await newFolder();
    }
    for (const [at, trust] of third.logKeys.entries()) {
      expect(await shown(third, steps, { trust })).toEqual({ trust: third, logKeys: third.logKeys.slice(at) });
      folder = await newFolder();
    }
  });

  it('do not go back where a replica has not heard of the next yet', async () => {
    await shown(first);
    const known = await shown(second, steps.slice(0, 1));
    for (const asked of [{ known }, {}]) expect((await shown(first, [], asked)).trust).toEqual(second);
  });

  it.each<[string, Trust, readonly string[]]>([
    ['nobody vouches for them', second, []],
    ['they vouch for themselves', stolen, [theft]],
    ['others are vouched for', stolen, steps],
    ['one of them is not vouched for', trustIn(one, two, thief), steps.slice(0, 1)],
    ['a step is missing', third, steps.slice(1)],
    ['the log is another', trustIn(thief), [...steps, theft]],
  ])('are refused where %s', async (_, keys, endorsements) => {
    const known = await shown(first);
    for (const asked of [{}, { known }, { trust: first }, { known, trust: first }]) {
      await expect(shown(keys, endorsements, asked)).rejects.toMatchObject(untrusted);
    }
    expect((await shown(third, steps)).trust).toEqual(third);
  });

  it('sign no checkpoint under the log key that the user demands, unless log keys vouch for them', async () => {
    const demanded = one.log.verifierKey;
    const byEventKey = await endorseTrust({ before: first, after: stolen }, { log: thief.log, event: one.event });
    for (const endorsement of [theft, byEventKey]) {
      expect((await shown(stolen, [endorsement], { trust: demanded })).logKeys).toEqual([demanded]);
      folder = await newFolder();
    }
    await expect(shown(trustIn(thief), [theft], { trust: demanded })).rejects.toMatchObject(untrusted);
  });
});
