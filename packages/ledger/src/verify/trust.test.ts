import { fromUtf8, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { sampleNoteSigner } from '../checkpoint/note-samples.test-support.ts';
import { encodeWitnessKey } from '../cosignature/witness-key.ts';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import { SAMPLE_ORIGIN, sampleKeys } from './sample-ledger.test-support.ts';
import { encodeTrust, originOf, readTrust, readTrustDocument, type Trust, trustFingerprint } from './trust.ts';

const { trust } = await sampleKeys();
const second = (await sampleEventSigner()).publicKey;
const nextLog = (await sampleNoteSigner(SAMPLE_ORIGIN)).verifierKey;
const strangeLog = (await sampleNoteSigner('other.example.org/audit')).verifierKey;
const witness = encodeWitnessKey('witness.example.net', new Uint8Array(32).fill(7));
const rotated: Trust = {
  logKeys: [...trust.logKeys, nextLog],
  eventKeys: [...trust.eventKeys, second],
  witnesses: [witness],
};
const json = JSON.parse(fromUtf8(encodeTrust(trust))) as Record<string, unknown>;
const first = { version: 1, logKey: trust.logKeys[0], eventKeys: trust.eventKeys };

describe('trust', () => {
  it('is read as it was written', async () => {
    expect(json).toEqual({ version: 2, logKeys: trust.logKeys, eventKeys: trust.eventKeys });
    for (const one of [trust, rotated, { ...trust, eventKeys: [] }])
      expect(await readTrust(encodeTrust(one))).toEqual(one);
    const endorsements = ['a.b.c', 'd.e.f'];
    const document = { ...rotated, endorsements };
    expect(await readTrustDocument(encodeTrust(document))).toEqual(document);
    expect(await readTrust(encodeTrust(document))).toEqual(rotated);
    expect(originOf(rotated)).toBe(SAMPLE_ORIGIN);
  });

  it('is read from the first version too, which knew one log key and no witnesses', async () => {
    expect(await readTrust(utf8(JSON.stringify(first)))).toEqual(trust);
  });

  it('has one fingerprint, whatever the order of its keys', () => {
    // Worked out once with sha256sum over the lines that the documentation names.
    const known: Trust = {
      logKeys: ['PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
      eventKeys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
          y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
          kid: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
        },
      ],
      witnesses: [],
    };
    expect(trustFingerprint(known)).toBe('ed1a36895e2f470c53b1c60fa08add17dc4ff50f9a3fcab55674d105c7c780ef');
    const turned = { ...rotated, logKeys: rotated.logKeys.toReversed(), eventKeys: rotated.eventKeys.toReversed() };
    expect(trustFingerprint(turned)).toBe(trustFingerprint(rotated));
    const all = [known, trust, rotated, { ...rotated, witnesses: [] }, { ...rotated, logKeys: trust.logKeys }];
    expect(new Set(all.map(trustFingerprint)).size).toBe(all.length);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another version', JSON.stringify({ ...json, version: 3 })],
    ['a version in words', JSON.stringify({ ...json, version: '2' })],
    ['the members of the other version', JSON.stringify({ ...json, version: 1 })],
    ['those of the second in the first', JSON.stringify({ ...first, witnesses: [] })],
    ['the first as the second', JSON.stringify({ ...first, version: 2 })],
    ['an unknown member', JSON.stringify({ ...json, more: 1 })],
    ['no log key', JSON.stringify({ ...json, logKeys: undefined })],
    ['no log key in the list', JSON.stringify({ ...json, logKeys: [] })],
    ['a log key that is none', JSON.stringify({ ...json, logKeys: ['key'] })],
    ['log keys of two logs', JSON.stringify({ ...json, logKeys: [...trust.logKeys, strangeLog] })],
    ['one log key twice', JSON.stringify({ ...json, logKeys: [...trust.logKeys, ...trust.logKeys] })],
    ['a witness’s key as the log’s', JSON.stringify({ ...json, logKeys: [witness] })],
    ['the log’s key as a witness’s', JSON.stringify({ ...json, witnesses: trust.logKeys })],
    ['one witness twice', JSON.stringify({ ...json, witnesses: [witness, witness] })],
    ['no event keys', JSON.stringify({ ...json, eventKeys: undefined })],
    ['event keys that are no list', JSON.stringify({ ...json, eventKeys: {} })],
    ['one key twice', JSON.stringify({ ...json, eventKeys: [...trust.eventKeys, ...trust.eventKeys] })],
    ['a private key', JSON.stringify({ ...json, eventKeys: [{ ...second, d: second.x }] })],
    ['a false key id', JSON.stringify({ ...json, eventKeys: [{ ...second, kid: second.x }] })],
    ['endorsements that are no texts', JSON.stringify({ ...json, endorsements: [1] })],
    ['more endorsements than there can be', JSON.stringify({ ...json, endorsements: Array(1_001).fill('') })],
    ['a byte order mark', `\ufeff${JSON.stringify(json)}`],
    ['too much', JSON.stringify(json).padEnd(1_048_577)],
  ])('is not read from %s', async (_, text) => {
    await expect(readTrust(utf8(text))).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('is not read from bytes that are not UTF-8', async () => {
    await expect(readTrust(Uint8Array.of(0xff))).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
