import { fromBase64url, fromUtf8, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { sampleNoteSigner } from '../checkpoint/note-samples.test-support.ts';
import { encodeWitnessKey } from '../cosignature/witness-key.ts';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import { signTypedJws } from '../jws/sign-typed-jws.ts';
import { SAMPLE_ORIGIN } from '../verify/sample-ledger.test-support.ts';
import type { Trust } from '../verify/trust.ts';
import { ENDORSEMENT_TYPE, type Endorsement, type Endorsers, endorseTrust, logKeysFrom } from './endorsement.ts';
import { readSuccession } from './succession.ts';

/** A key of the log and one for events, as they are rotated together. */
const keysOf = async (origin = SAMPLE_ORIGIN) => ({
  log: await sampleNoteSigner(origin),
  event: await sampleEventSigner(),
});
type Keys = Awaited<ReturnType<typeof keysOf>>;
const trustIn = (...keys: readonly Keys[]): Trust => ({
  logKeys: keys.map(({ log }) => log.verifierKey),
  eventKeys: keys.map(({ event }) => event.publicKey),
  witnesses: [],
});

const [one, two, three, thief] = await Promise.all([keysOf(), keysOf(), keysOf(), keysOf()]);
const witness = encodeWitnessKey('witness.example.net', new Uint8Array(32).fill(7));
const trusts = [trustIn(one), trustIn(one, two), trustIn(one, two, three)] as const;
const [first, second, third] = trusts;
const toSecond = await endorseTrust({ before: first, after: second }, one);
const toThird = await endorseTrust({ before: second, after: third }, two);

const latest = async (known: Trust, ...endorsements: readonly string[]) =>
  (await readSuccession(known, endorsements)).at(-1);
const payloadOf = (jws: string): Endorsement =>
  JSON.parse(fromUtf8(fromBase64url(jws.split('.')[1] ?? '') ?? utf8('')));
const signed = (payload: object, { event }: Pick<Endorsers, 'event'>, type = ENDORSEMENT_TYPE) =>
  signTypedJws(utf8(JSON.stringify(payload)), { type, signer: event });

describe('the succession of a trust', () => {
  it('leads over every rotation, from wherever one stands', async () => {
    expect(await readSuccession(first, [toSecond, toThird])).toEqual(trusts);
    expect(await readSuccession(second, [toSecond, toThird])).toEqual([second, third]);
    expect(await readSuccession(third, [toSecond, toThird])).toEqual([third]);
    expect(await readSuccession(first, [])).toEqual([first]);
  });

  it('follows witnesses, who come and go, and keys that come one at a time', async () => {
    const watched = { ...first, witnesses: [witness] };
    const rekeyed = { ...watched, eventKeys: second.eventKeys };
    const steps = await Promise.all([
      endorseTrust({ before: first, after: watched }, one),
      endorseTrust({ before: watched, after: rekeyed }, one),
      endorseTrust({ before: rekeyed, after: { ...rekeyed, witnesses: [] } }, { log: one.log, event: two.event }),
    ]);
    expect(await readSuccession(first, steps)).toEqual([first, watched, rekeyed, { ...rekeyed, witnesses: [] }]);
  });

  it('never loses a key on the way', async () => {
    for (const after of [
      trustIn(two),

      { ...first, eventKeys: [] },
      { ...second, logKeys: first.logKeys.slice(1) },
    ]) {
      await expect(endorseTrust({ before: first, after }, one)).rejects.toMatchObject({ code: 'internal' });
    }
  });

  it.each<[string, () => Promise<string>]>([
    ['by keys that nobody knows', () => endorseTrust({ before: first, after: second }, thief)],
    ['by the new keys for themselves', () => endorseTrust({ before: first, after: second }, two)],
    [
      'by an event key alone',
      () => endorseTrust({ before: first, after: second }, { log: thief.log, event: one.event }),
    ],
    ['by a log key alone', () => endorseTrust({ before: first, after: second }, { log: one.log, event: thief.event })],
    ['for another origin', async () => signed({ ...payloadOf(toSecond), origin: 'other.example.org/audit' }, one)],
    [
      'with another key than was vouched for',
      async () => signed({ ...payloadOf(toSecond), logKeys: trustIn(thief).logKeys }, one),
    ],
    [
      'with another key, and its fingerprint',
      async () => {
        const forged = await endorseTrust({ before: first, after: trustIn(one, thief) }, thief);
        return signed({ ...payloadOf(forged), note: payloadOf(toSecond).note }, one);
      },
    ],
    ['with more members', async () => signed({ ...payloadOf(toSecond), more: 1 }, one)],
    ['of another type', async () => signed(payloadOf(toSecond), one, 'sallyport-receipt+jws')],
    ['that is no JWS', async () => 'trust me'],
    ['with one character changed', async () => toSecond.replace(/.(?=.{30}$)/, (was) => (was === 'A' ? 'B' : 'A'))],
    ['that is too long', async () => `${toSecond}${' '.repeat(70_000)}`],
    [
      'for a log of another name',
      async () => {
        const other = await keysOf('other.example.org/audit');
        const after = { ...first, logKeys: [...first.logKeys, other.log.verifierKey] };
        return endorseTrust({ before: first, after }, one);
      },
    ],
  ])('passes over an endorsement %s', async (_, forge) => {
    expect(await readSuccession(first, [await forge()])).toEqual([first]);
    expect(await latest(first, await forge(), toSecond, toThird)).toEqual(third);
  });

  it('does not lead back, by endorsements played again', async () => {
    expect(await readSuccession(second, [toThird, toSecond, toThird])).toEqual([second, third]);
  });
});

describe('the log keys that a log vouches for', () => {
  const from = async ({ log }: Keys, ...endorsements: readonly string[]) => [
    ...(await logKeysFrom(log.verifierKey, endorsements)),
  ];

  it('are those after the one that is known, whoever keeps its events', async () => {
    expect(await from(one, toSecond, toThird)).toEqual(third.logKeys);
    expect(await from(two, toSecond, toThird)).toEqual(third.logKeys.slice(1));
    expect(await from(three, toSecond, toThird)).toEqual(third.logKeys.slice(2));
  });

  it('are none that others vouch for', async () => {
    const stolen = await endorseTrust(
      { before: first, after: trustIn(one, thief) },
      { log: thief.log, event: one.event },
    );
    expect(await from(one, stolen, 'x', await signed({ note: 1 }, one), await signed({ note: 'x' }, one))).toEqual(
      first.logKeys,
    );
    await expect(logKeysFrom('key', [])).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
