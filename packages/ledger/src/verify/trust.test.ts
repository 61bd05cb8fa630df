import { fromUtf8, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import { sampleKeys } from './sample-ledger.test-support.ts';
import { encodeTrust, readTrust, type Trust, trustFingerprint } from './trust.ts';

const { trust } = await sampleKeys();
const second = (await sampleEventSigner()).publicKey;
const two: Trust = { ...trust, eventKeys: [...trust.eventKeys, second] };
const json = JSON.parse(fromUtf8(encodeTrust(trust))) as Record<string, unknown>;

describe('trust', () => {
  it('is read as it was written', async () => {
    expect(await readTrust(encodeTrust(two))).toEqual(two);
    expect(await readTrust(encodeTrust({ ...trust, eventKeys: [] }))).toEqual({ ...trust, eventKeys: [] });
  });

  it('has one fingerprint, whatever the order of its keys', () => {
    // Worked out once with sha256sum over the lines that the documentation names.
    const known: Trust = {
      logKey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      eventKeys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
          y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
          kid: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
        },
      ],
    };
    expect(trustFingerprint(known)).toBe('0fef9301d77c1ba9abcda40e962f6406df463358b6be06bd90e25158f3a9e84c');
    expect(trustFingerprint(two)).toBe(trustFingerprint({ ...two, eventKeys: two.eventKeys.toReversed() }));
    const all = [trustFingerprint(known), trustFingerprint(trust), trustFingerprint(two)];
    expect(new Set(all).size).toBe(3);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another version', JSON.stringify({ ...json, version: 2 })],
    ['a version in words', JSON.stringify({ ...json, version: '1' })],
    ['an unknown member', JSON.stringify({ ...json, more: 1 })],
    ['no log key', JSON.stringify({ ...json, logKey: undefined })],
    ['a log key that is none', JSON.stringify({ ...json, logKey: 'key' })],
    ['no event keys', JSON.stringify({ ...json, eventKeys: undefined })],
    ['event keys that are no list', JSON.stringify({ ...json, eventKeys: {} })],
    ['one key twice', JSON.stringify({ ...json, eventKeys: [...trust.eventKeys, ...trust.eventKeys] })],
    ['a private key', JSON.stringify({ ...json, eventKeys: [{ ...second, d: second.x }] })],
    ['a false key id', JSON.stringify({ ...json, eventKeys: [{ ...second, kid: second.x }] })],
    ['a byte order mark', `\ufeff${JSON.stringify(json)}`],
    ['too much', JSON.stringify(json).padEnd(1_048_577)],
  ])('is not read from %s', async (_, text) => {
    await expect(readTrust(utf8(text))).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('is not read from bytes that are not UTF-8', async () => {
    await expect(readTrust(Uint8Array.of(0xff))).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
