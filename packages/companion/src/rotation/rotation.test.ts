import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '@sallyport/core';
import { startPostgres } from '@sallyport/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeEventLog } from '../quota/fake-event-log.test-support.ts';
import {
  type KeyWrapper,
  openSaltKeeper,
  openSecret,
  openSecretStore,
  openSigningKeys,
  rootKeyWrapper,
  sealedUnder,
} from '../secrets/index.ts';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { keyStatus } from './key-status.ts';
import { rewrapAll } from './rewrap-all.ts';
import { retireSecret, rotateSecret } from './rotate-secret.ts';
import type { RotationParts } from './rotation-parts.ts';

const newKey = () => rootKeyWrapper(randomBytes(32).toString('base64'));
const old = newKey();
const current: KeyWrapper = { ...newKey(), previous: old };
const origin = 'sallyport.example/log';
const name = 'openai-key';

/** The store as a process sees it that has this root key. */
function partsOf(database: Database, wrapper: KeyWrapper, log = new FakeEventLog()) {
  return { store: { database, wrapper, secrets: openSecretStore({ database, wrapper }) }, log };
}

const events = (log: FakeEventLog) =>
  log.recorded.map(({ draft }) => [draft.kind, draft.status, draft.details.rotated, draft.details.error]);

const DATABASES = [
  [
    'PGlite',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-rotation-'));
      return { location: { dataDir: folder }, remove: () => rm(folder, { recursive: true, force: true }) };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const postgres = await startPostgres();
      return { location: { url: await postgres.createDatabase(), dataDir: '' }, remove: () => postgres.stop() };
    },
  ],
] as const;

describe.each(DATABASES)('rotation on %s', (_kind, prepare) => {
  let database: Database;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const prepared = await prepare();
    ({ remove } = prepared);
    database = await openTestDatabase(prepared.location);
  });
  afterAll(async () => {
    await database.close();
    await remove();
  });
  beforeEach(async () => {
    await database.orm.delete(schema.secret);
    await database.orm.delete(schema.signingKey);
  });

  describe('of a secret', () => {
    let parts: RotationParts & { readonly log: FakeEventLog };
    beforeEach(async () => {
      parts = partsOf(database, old);
      await parts.store.secrets.put(name, 'first');
    });
    const values = async () => (await parts.store.secrets.versions(name)).map(({ value }) => value);

    it('keeps the version before beside the new one until it is retired, and records both acts', async () => {
      await rotateSecret(parts, { name, value: 'second' });
      expect(await parts.store.secrets.versions(name)).toEqual([
        { version: 2, value: 'second' },
        { version: 1, value: 'first' },
      ]);
      await retireSecret(parts, { name });
      await rotateSecret(parts, { name, value: 'third' });
      expect(await parts.store.secrets.versions(name)).toEqual([
        { version: 3, value: 'third' },
        { version: 2, value: 'second' },
      ]);
      expect(events(parts.log)).toEqual([
        ['credential.rotated', 'success', { what: 'secret', name }, undefined],
        ['credential.rotated', 'success', { what: 'secret', name, retired: true }, undefined],
        ['credential.rotated', 'success', { what: 'secret', name }, undefined],
      ]);
      expect(JSON.stringify(parts.log.recorded)).not.toMatch(/first|second|third/);
    });

    it('never lets three versions live: rotating and putting are refused until one is retired', async () => {
      await rotateSecret(parts, { name, value: 'second' });
      const refused = { code: 'rotation_in_progress', place: expect.stringContaining('retire') };
      await expect(rotateSecret(parts, { name, value: 'third' })).rejects.toMatchObject(refused);
      await expect(parts.store.secrets.rotate(name, 'third')).rejects.toMatchObject(refused);
      await expect(parts.store.secrets.put(name, 'third')).rejects.toMatchObject(refused);
      expect(await values()).toEqual(['second', 'first']);
      await retireSecret(parts, { name });
      await parts.store.secrets.put(name, 'third');
      expect(await values()).toEqual(['third']);
    });

    it('lets one of several at once win, and says to the others that a rotation is in progress', async () => {
      const elsewhere = partsOf(database, old);
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((value, at) => rotateSecret(at % 2 ? parts : elsewhere, { name, value })),
      );
      const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(lost).toHaveLength(3);
      for (const reason of lost) expect(reason).toMatchObject({ code: 'rotation_in_progress' });
      expect(await values()).toHaveLength(2);
      expect((await values())[1]).toBe('first');
    });

    it('never retires the last version, also when two retire at once', async () => {
      await rotateSecret(parts, { name, value: 'second' });
      const retired = () => retireSecret(parts, { name });
      const outcomes = await Promise.allSettled([retired(), retired()]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await values()).toEqual(['second']);
      await expect(retired()).rejects.toMatchObject({ code: 'request_invalid' });
      expect(await values()).toEqual(['second']);
    });

    it('refuses a name that is not there, the name of a secret of its own, and a value that cannot be one', async () => {
      const invalid = { code: 'request_invalid' };
      for (const other of ['absent', 'session/salt-key', '']) {
        await expect(rotateSecret(parts, { name: other, value: 'x' })).rejects.toMatchObject(invalid);
        await expect(retireSecret(parts, { name: other })).rejects.toMatchObject(invalid);
      }
      expect(parts.log.recorded).toEqual([]);
      await expect(rotateSecret(parts, { name, value: '' })).rejects.toMatchObject(invalid);
      expect(events(parts.log).at(-1)).toEqual([
        'credential.rotated',
        'failure',
        { what: 'secret', name },
        'request_invalid',
      ]);
      expect(await values()).toEqual(['first']);
    });

    it('rotates nothing that cannot be recorded', async () => {
      parts.log.state = 'away';
      await expect(rotateSecret(parts, { name, value: 'second' })).rejects.toMatchObject({
        code: 'ledger_unavailable',
      });
      expect(await values()).toEqual(['first']);
    });
  });

  describe('of the root key', () => {
    beforeEach(async () => {
      await openSigningKeys({ database, wrapper: old, origin });
      await openSaltKeeper({ database, wrapper: old });
      const secrets = openSecretStore({ database, wrapper: old });
      await secrets.put(name, 'first');
      await secrets.rotate(name, 'second');
    });
    const under = async () =>
      Object.fromEntries(
        (await keyStatus({ database, wrapper: current })).sealed.map(({ keyId, ...counts }) => [keyId, counts]),
      );

    it('seals everything again, so that the key before opens nothing and the new one all', async () => {
      const before = await openSigningKeys({ database, wrapper: old, origin });
      const parts = partsOf(database, current);
      const rows = (await database.orm.select().from(schema.signingKey)).length;
      expect(await under()).toEqual({ [old.keyId]: { secrets: 3, signingKeys: rows } });
      expect(await rewrapAll(parts)).toEqual({ moved: 3 + rows });
      expect(await under()).toEqual({ [current.keyId]: { secrets: 3, signingKeys: rows } });
      const { previous: _previous, ...alone } = current;
      expect(await openSecretStore({ database, wrapper: alone }).versions(name)).toEqual([
        { version: 2, value: 'second' },
        { version: 1, value: 'first' },
      ]);
      const after = await openSigningKeys({ database, wrapper: alone, origin });
      expect(after.log.verifierKey).toBe(before.log.verifierKey);
      await openSaltKeeper({ database, wrapper: alone });
      await expect(openSecretStore({ database, wrapper: old }).get(name)).rejects.toMatchObject({
        code: 'secret_unsealed',
      });
      expect(events(parts.log)).toEqual([
        ['credential.rotated', 'success', { what: 'root_key', keyId: current.keyId }, undefined],
      ]);
    });

    it('serves on from a store that was open before, and knows both keys', async () => {
      const serving = openSecretStore({ database, wrapper: current });
      const unopened = openSecretStore({ database, wrapper: current });
      expect(await serving.get(name)).toBe('second');
      await rewrapAll(partsOf(database, current));
      expect(await serving.get(name)).toBe('second');
      expect(await unopened.get(name)).toBe('second');
    });

    it('does nothing a second time, and records nothing', async () => {
      await rewrapAll(partsOf(database, current));
      const parts = partsOf(database, current);
      expect(await rewrapAll(parts)).toEqual({ moved: 0 });
      expect(parts.log.recorded).toEqual([]);
    });

    it('ends right when several run at once', async () => {
      const moved = await Promise.all([1, 2, 3].map(() => rewrapAll(partsOf(database, current))));
      const { secrets = 0, signingKeys = 0 } = (await under())[current.keyId] ?? {};
      expect(Object.keys(await under())).toEqual([current.keyId]);
      expect(moved.reduce((sum, one) => sum + one.moved, 0)).toBe(secrets + signingKeys);
      expect(await openSecretStore({ database, wrapper: current }).get(name)).toBe('second');
    });

    it('goes on where it was broken off', async () => {
      let left = 2;
      const breaking: KeyWrapper = {
        ...current,
        wrap: async (dataKey, context) => {
          if (left-- <= 0) throw new TypeError('gone');
          return current.wrap(dataKey, context);
        },
      };
      await expect(rewrapAll(partsOf(database, breaking))).rejects.toThrow();
      expect((await under())[current.keyId]).toMatchObject({ secrets: 2 });
      await rewrapAll(partsOf(database, current));
      expect(Object.keys(await under())).toEqual([current.keyId]);
    });

    /** Another admin puts the secret under the key before, in the moment between reading and writing, so many times. */
    const meddledWith = (times: number): KeyWrapper => {
      let left = times;
      return {
        ...current,
        wrap: async (dataKey, context) => {
          if (fromUtf8(context).includes(name) && left-- > 0) {
            await database.orm.delete(schema.secret).where(eq(schema.secret.name, name));
            await openSecretStore({ database, wrapper: old }).put(name, 'put meanwhile');
          }
          return current.wrap(dataKey, context);
        },
      };
    };

    it('never puts back what was changed while it ran', async () => {
      await rewrapAll(partsOf(database, meddledWith(1)));
      expect(await openSecretStore({ database, wrapper: current }).versions(name)).toEqual([
        { version: 1, value: 'put meanwhile' },
      ]);
      expect(Object.keys(await under())).toEqual([current.keyId]);
    });

    it('gives up, as in progress, where somebody keeps sealing under the key before', async () => {
      const parts = partsOf(database, meddledWith(Number.POSITIVE_INFINITY));
      await expect(rewrapAll(parts)).rejects.toMatchObject({ code: 'rotation_in_progress' });
      expect(events(parts.log).at(-1)).toMatchObject(['credential.rotated', 'failure', {}, 'rotation_in_progress']);
    });

    it('touches nothing when something is sealed under a third key, or cannot be recorded', async () => {
      const unrecorded = partsOf(database, current);
      unrecorded.log.state = 'away';
      await expect(rewrapAll(unrecorded)).rejects.toMatchObject({ code: 'ledger_unavailable' });
      await openSecretStore({ database, wrapper: newKey() }).put('strange-key', 'x');
      const parts = partsOf(database, current);
      await expect(rewrapAll(parts)).rejects.toMatchObject({ code: 'secret_unsealed' });
      const { previous: _previous, ...alone } = current;
      await expect(rewrapAll(partsOf(database, alone))).rejects.toMatchObject({ code: 'secret_unsealed' });
      expect(parts.log.recorded).toEqual([]);
      expect((await under())[current.keyId]).toBeUndefined();
    });

    it('reaches beyond one batch', async () => {
      const secrets = openSecretStore({ database, wrapper: old });
      const rows = Array.from({ length: 230 }, (_, at) => `key-${at}`);
      await Promise.all(rows.map((row) => secrets.put(row, 'x')));
      await rewrapAll(partsOf(database, current));
      const stored = await database.orm.select().from(schema.secret);
      expect(stored.length).toBe(rows.length + 3);
      expect(new Set(stored.map(({ sealed }) => sealedUnder(sealed)))).toEqual(new Set([current.keyId]));
    });
  });

  it('says which secrets there are, with their versions, and what is no sealed secret', async () => {
    const secrets = openSecretStore({ database, wrapper: current });
    await secrets.put('b-key', 'x');
    await secrets.put('a-key', 'x');
    await secrets.rotate('a-key', 'y');
    await openSaltKeeper({ database, wrapper: old });
    await database.orm.insert(schema.secret).values({ name: 'broken', sealed: utf8('{}') });
    const status = await keyStatus({ database, wrapper: current });
    expect(status).toMatchObject({ current: current.keyId, previous: old.keyId });
    expect(status.secrets.map((one) => [one.name, one.versions.map(({ version }) => version)])).toEqual([
      ['a-key', [1, 2]],
      ['b-key', [1]],
      ['broken', [1]],
    ]);
    expect(new Set(status.sealed.map(({ keyId, secrets: count }) => `${keyId} ${count}`))).toEqual(
      new Set([`${current.keyId} 3`, `${old.keyId} 1`, 'undefined 1']),
    );
    await expect(rewrapAll(partsOf(database, current))).rejects.toMatchObject({ code: 'secret_unsealed' });
    await expect(openSecret(current, { name: 'broken', bytes: utf8('{}') })).rejects.toMatchObject({
      code: 'secret_unsealed',
    });
  });
});
