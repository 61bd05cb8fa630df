import { importEventKeys, type KeyedEventSigner, verifyReceipt } from '@sallyport/ledger';
import { type Policy, planOf, readPolicy, type SliceOwner } from '@sallyport/policy';
import { TestClock } from '@sallyport/testkit';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { newClient } from '../client-events/client.test-support.ts';
import { SliceCache } from './slice-cache.ts';
import { sliceIssuer } from './slice-issuer.ts';

const OWNER: SliceOwner = {
  issuer: 'https://login.example',
  subject: 'notes-app',
  groups: ['ward'],
  connection: 'openai',
  baa: true,
  source: '192.0.2.7',
};

let signer: KeyedEventSigner;
beforeAll(async () => {
  signer = await newClient();
});

function policyOf(rules: number): Policy {
  const when = { groups: ['ward'] };
  const list = Array.from({ length: rules }, (_, at) => ({
    name: `r-${at}`,
    when,
    then: 'allow',
    out: planOf('redact'),
  }));
  const read = readPolicy({ version: 1, name: 'ward', rules: list });
  if ('faults' in read) throw new RangeError(JSON.stringify(read.faults));
  return read.policy;
}

function setUp(policy = policyOf(1)) {
  const clock = new TestClock(1_795_000_000_000);
  const issue = sliceIssuer({ issuer: 'https://sallyport.example', signer: () => signer, clock });
  return { clock, issue, snapshot: { version: 3, policy } };
}

const payloadOf = (jws = '') => JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as object;

describe('sliceIssuer', () => {
  it('signs what concerns a caller, to whom, under which version and until when', async () => {
    const { issue, snapshot } = setUp();
    const { jws = '', etag } = await issue(snapshot, { owner: OWNER });
    const keys = await importEventKeys([signer.publicKey]);
    const { payload } = await compactVerify(jws, keys.get(signer.publicKey.kid) ?? new Uint8Array());
    expect(decodeProtectedHeader(jws)).toEqual({ alg: 'ES256', typ: 'sallyport-policy+jws', kid: signer.kid });
    const claims = JSON.parse(Buffer.from(payload).toString()) as object;
    expect(claims).toEqual({
      ...{ iss: 'https://sallyport.example', sub: 'notes-app', sub_iss: 'https://login.example' },
      ...{ connection: 'openai', baa: true, version: 3, iat: 1_795_000_000, exp: 1_795_000_300 },
      policy: {
        version: 1,
        name: 'ward',
        digest: snapshot.policy.digest,
        rules: [expect.objectContaining({ name: 'r-0' })],
      },
    });
    expect(etag).toMatch(/^"[0-9a-f]{64}-1795000000"$/);
    // It names nobody else, and is taken for nothing else.
    expect(JSON.stringify(claims)).not.toContain('groups');
    await expect(verifyReceipt(jws, keys)).rejects.toMatchObject({ code: 'receipt_invalid' });
  });

  it('lets one go on that was given less than a minute ago, and gives a fresh one after', async () => {
    const { issue, snapshot, clock } = setUp();
    const { etag } = await issue(snapshot, { owner: OWNER });
    clock.advance(59_000);
    for (const held of [etag, `W/${etag}`, `"x", ${etag}`]) {
      expect(await issue(snapshot, { owner: OWNER, held })).toEqual({ etag });
    }
    clock.advance(1_000);
    const renewed = await issue(snapshot, { owner: OWNER, held: etag });
    expect(payloadOf(renewed.jws)).toMatchObject({ iat: 1_795_000_060, exp: 1_795_000_360 });
    expect(renewed.etag).not.toBe(etag);
    expect(renewed.etag.slice(0, 65)).toBe(etag.slice(0, 65));
  });

  it.each<[string, (tag: string) => string]>([
    ['another content', (tag) => tag.replace(/[0-9a-f]{64}/, 'ab'.repeat(32))],
    ['a time to come', (tag) => tag.replace('-1795000000', '-1795000001')],
    ['no time', (tag) => tag.replace('-1795000000', '')],
    ['anything', () => '*'],
    ['too much', (tag) => `${'"x", '.repeat(1_000)}${tag}`],
  ])('takes no tag of %s', async (_, spoil) => {
    const { issue, snapshot } = setUp();
    const { etag } = await issue(snapshot, { owner: OWNER });
    expect((await issue(snapshot, { owner: OWNER, held: spoil(etag) })).jws).toBeTypeOf('string');
  });

  it('gives another slice to other groups, another address, and under another version', async () => {
    const { issue, snapshot } = setUp();
    const { etag: held } = await issue(snapshot, { owner: OWNER });
    const outsider = await issue(snapshot, { owner: { ...OWNER, groups: ['billing'] }, held });
    expect(payloadOf(outsider.jws)).toMatchObject({ policy: { rules: [] } });
    const next = await issue({ ...snapshot, version: 4 }, { owner: OWNER, held });
    expect(payloadOf(next.jws)).toMatchObject({ version: 4 });
    expect((await issue({ ...snapshot, version: 4 }, { owner: OWNER, held })).jws).toBeTypeOf('string');
  });
});

describe('what is kept ready', () => {
  it('is never more than its bound, and what was used last stays', () => {
    const cache = new SliceCache<{ readonly size: number }>(10);
    for (const key of ['a', 'b', 'c']) cache.keep(key, { size: 3 });
    cache.find('a');
    cache.keep('d', { size: 3 });
    expect(['a', 'b', 'c', 'd'].map((key) => cache.find(key) !== undefined)).toEqual([true, false, true, true]);
    cache.keep('huge', { size: 11 });
    expect(['a', 'c', 'd', 'huge'].map((key) => cache.find(key))).toEqual([undefined, undefined, undefined, undefined]);
    cache.keep('e', { size: 10 });
    expect(cache.find('e')).toEqual({ size: 10 });
    cache.clear();
    expect(cache.find('e')).toBeUndefined();
  });
});
