import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeVerifierKey,
  encodeEvent,
  importEventKeys,
  openCheckpoint,
  signCheckpoint,
  signEvent,
  verifyEvent,
} from '@sallyport/ledger';
import { importJWK, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { openSigningKeys, type SigningKeys } from './signing-keys.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const origin = 'sallyport.example/log';
const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));
let folder = '';
let database: Database;
let keys: SigningKeys;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-keys-'));
  database = await openTestDatabase({ dataDir: folder });
  keys = await openSigningKeys({ database, wrapper, origin });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('openSigningKeys', () => {
  it('makes the keys once, also when opened several times together', async () => {
    const again = await Promise.all([1, 2, 3].map(() => openSigningKeys({ database, wrapper, origin })));
    for (const other of again) {
      expect(other.log.verifierKey).toBe(keys.log.verifierKey);
      expect(other.event.kid).toBe(keys.event.kid);
      expect(other.grant.kid).toBe(keys.grant.kid);
      expect(other.federation.kid).toBe(keys.federation.kid);
    }
    expect(await database.orm.select().from(schema.signingKey)).toHaveLength(4);
  });

  it('signs checkpoints, events and grants that their public keys verify', async () => {
    const root = new Uint8Array(32);
    const note = await signCheckpoint({ origin, size: 0, root }, keys.log);
    expect(await openCheckpoint(note, [decodeVerifierKey(keys.log.verifierKey)])).toMatchObject({ origin, size: 0 });
    const facts = { id: crypto.randomUUID(), kind: 'config.applied', time: 0, status: 'success', details: {} } as const;
    const publicKeys = await importEventKeys([keys.event.publicKey]);
    for (let round = 0; round < 300; round++) {
      const leaf = await signEvent(encodeEvent(facts, { version: '0.0.0' }), keys.event);
      expect(await verifyEvent(leaf, publicKeys)).toBeDefined();
    }
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).sign(keys.grant.privateKey);
    expect((await jwtVerify(token, keys.grant.publicKey)).protectedHeader.alg).toBe('ES256');
  });

  it('signs for federation with RSA of 3,072 bits', async () => {
    const { kid, privateKey, publicJwk } = keys.federation;
    const token = await new SignJWT({}).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    expect((await jwtVerify(token, await importJWK(publicJwk))).protectedHeader.kid).toBe(kid);
    expect(keys.federation.publicKey.asymmetricKeyDetails?.modulusLength).toBe(3072);
  });

  it('publishes the public halves alone, each with its name, use and algorithm', () => {
    const published = keys.published().map(({ publicJwk }) => publicJwk);
    expect(published).toMatchObject([
      { kty: 'EC', crv: 'P-256', kid: keys.grant.kid, use: 'sig', alg: 'ES256' },
      { kty: 'RSA', e: 'AQAB', kid: keys.federation.kid, use: 'sig', alg: 'RS256' },
    ]);
    expect(published.flatMap(Object.keys).filter((name) => /^(?:d|p|q|dp|dq|qi|k)$/.test(name))).toEqual([]);
  });

  it('raises secret_unsealed under another root key', async () => {
    const stranger = rootKeyWrapper(randomBytes(32).toString('base64'));
    const opened = openSigningKeys({ database, wrapper: stranger, origin });
    await expect(opened).rejects.toMatchObject({ code: 'secret_unsealed' });
  });
});
