import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { hashLeaf, type KeyedEventSigner, signProof, signReceipt } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, verifyFolder } from '../ledger/ledger-fixture.test-support.ts';
import { ClientKeyCache } from '../proof/client-key-cache.ts';
import { type Database, openDatabase, type SqlRunner } from '../storage/index.ts';
import { BoundKeys } from './bound-keys.ts';
import {
  BILLING,
  bindKey,
  eventOf,
  NOTES,
  newClient,
  optOutFacts,
  outcomeFacts,
  signFacts,
  signText,
} from './client.test-support.ts';
import { type EventResult, eventReceiver, type ReceiveEvents } from './receive-events.ts';

let server: Postgres;
let database: Database;
let ledger: Ledger;
let client: KeyedEventSigner;
let receive: ReceiveEvents;

const keysOf = (runner: SqlRunner) => new BoundKeys(runner, new ClientKeyCache());
/** That of the events, and a second more. */
const NOW = 1_795_000_001_000;
const signal = new AbortController().signal;
const invalid = { refused: 'event_invalid' };
const unknown = { refused: 'event_key_unknown' };
const conflict = { refused: 'event_conflict' };

beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  ledger = await openTestLedger(database);
  client = await newClient();
  await bindKey(ledger, client, NOTES);
  receive = eventReceiver({ ledger, keys: keysOf(database), clock: { now: () => NOW } });
});
afterAll(async () => {
  await ledger.close();
  await database.close();
  await server.stop();
});

const send = (...events: readonly string[]) => receive({ identity: NOTES, events, signal });
const placeOf = (result: EventResult | undefined) =>
  result !== undefined && 'index' in result ? result.index : undefined;

describe('eventReceiver', () => {
  it('records the exact bytes of each event, in order, and says where', async () => {
    const events = await Promise.all(
      [outcomeFacts(), optOutFacts(), outcomeFacts()].map((facts) => signFacts(facts, client)),
    );
    const results = await send(...events);
    const first = placeOf(results[0]) ?? Number.NaN;
    for (const [at, event] of events.entries()) {
      const leafHash = hashLeaf(Buffer.from(event));
      expect(results[at]).toMatchObject({ index: first + at, leafHash });
      expect(Buffer.from(await ledger.leaf(first + at)).toString()).toBe(event);
    }
  });

  it('gives the same event the same place: within a request, in two at once, and in a later one', async () => {
    const event = await signFacts(outcomeFacts(), client);
    const together = await Promise.all([send(event, event), send(event)]);
    const places = [...together.flat(), ...(await send(event))].map(placeOf);
    expect(new Set(places).size).toBe(1);
    expect(places).not.toContain(undefined);
  });

  it('refuses other bytes under an id that is taken, at once and later, and takes what stands beside', async () => {
    const facts = outcomeFacts();
    const [event, other, beside] = await Promise.all([
      signFacts(facts, client),
      signFacts({ ...facts, status: 'success' }, client),
      signFacts(outcomeFacts(), client),
    ]);
    const results = await send(event, other, beside);
    expect(results).toMatchObject([{ index: expect.any(Number) }, conflict, { index: expect.any(Number) }]);
    expect(await send(other)).toMatchObject([conflict]);
    // Another signature is other bytes too: ECDSA gives one each time.
    expect(await send(await signFacts(facts, client))).toMatchObject([conflict]);
    expect(await send(event)).toMatchObject([{ index: placeOf(results[0]) }]);
  });

  it('keeps the ids of each key apart: nobody can take another’s', async () => {
    const squatter = await newClient();
    await bindKey(ledger, squatter, BILLING);
    const facts = outcomeFacts();
    const squatted = await signFacts({ ...facts, identity: BILLING }, squatter);
    expect(await receive({ identity: BILLING, events: [squatted], signal })).toMatchObject([
      { index: expect.any(Number) },
    ]);
    const [result] = await send(await signFacts(facts, client));
    expect(placeOf(result)).toBeTypeOf('number');
  });

  it('takes what another process of the same identity left', async () => {
    const dead = await newClient();
    await bindKey(ledger, dead, NOTES);
    expect(await send(await signFacts(outcomeFacts(), dead))).toMatchObject([{ index: expect.any(Number) }]);
  });

  it('takes no key that is not bound to the sender: an unbound one, and somebody else’s', async () => {
    const [stranger, other] = [await newClient(), await newClient()];
    await bindKey(ledger, other, BILLING);
    const events = await Promise.all([stranger, other].map((signer) => signFacts(outcomeFacts(), signer)));
    expect(await send(...events)).toStrictEqual([unknown, unknown]);
    // Nor when it is known from its owner.
    const own = await signFacts(outcomeFacts({ identity: BILLING }), other);
    expect(await receive({ identity: BILLING, events: [own], signal })).toMatchObject([{ index: expect.any(Number) }]);
    expect(await send(own, ...events)).toStrictEqual([unknown, unknown, unknown]);
  });

  it('takes a key from its first grant on', async () => {
    const late = await newClient();
    const event = await signFacts(outcomeFacts(), late);
    expect(await send(event)).toStrictEqual([unknown]);
    await bindKey(ledger, late, NOTES);
    expect(await send(event)).toMatchObject([{ index: expect.any(Number) }]);
  });

  it('takes no signature but that of the named key over these bytes', async () => {
    const [other, facts] = [await newClient(), outcomeFacts()];
    const header = { alg: 'ES256', typ: 'sallyport-event+jws', kid: client.kid };
    const payload = JSON.stringify(eventOf(facts));
    const forged = await signText(payload, other, header);
    const [first, , signature = ''] = (await signText(payload, client)).split('.');
    const moved = `${first}.${Buffer.from(JSON.stringify(eventOf({ ...facts, status: 'success' }))).toString('base64url')}.${signature}`;
    const zero = `${first}.${Buffer.from(payload).toString('base64url')}.${'A'.repeat(86)}`;
    expect(await send(forged, moved, zero)).toStrictEqual([invalid, invalid, invalid]);
  });

  it('takes no other kind of token, and no other header', async () => {
    const payload = JSON.stringify(eventOf(outcomeFacts()));
    const proof = await signProof(
      { jti: crypto.randomUUID(), htm: 'POST', htu: 'https://sallyport.example/v1/events', iat: 1_795_000_000 },
      client,
    );
    const leaf = { index: 0, leafHash: 'A'.repeat(43) };
    const receipt = await signReceipt({ origin: 'sallyport.example/log', treeSize: 1, leaves: [leaf] }, client);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(payload).toString('base64url')}.`;
    const others = await Promise.all(
      [
        { typ: 'dpop+jwt' },
        { typ: 'at+jwt' },
        { typ: 'sallyport-receipt+jws' },
        { alg: 'none' },
        { crit: ['exp'] },
        { jwk: client.publicKey },
      ].map((more) =>
        signText(payload, client, { alg: 'ES256', typ: 'sallyport-event+jws', kid: client.kid, ...more }),
      ),
    );
    const all = [proof, receipt, unsigned, '', 'Ann Quillonby', ...others];
    expect(await send(...all)).toStrictEqual(all.map(() => invalid));
  });

  it('takes no event of the companion, of another actor, or with free text, and records nothing of it', async () => {
    const before = await ledger.checkpoint();
    const events = await Promise.all([
      signFacts(outcomeFacts({ kind: 'session.outcome' }), client),
      signFacts(outcomeFacts({ identity: BILLING }), client),
      signText(JSON.stringify({ ...eventOf(outcomeFacts()), note: 'Ann Quillonby' }), client),
      signText('Ann Quillonby', client),
    ]);
    expect(await send(...events)).toStrictEqual(events.map(() => invalid));
    expect(await ledger.checkpoint()).toBe(before);
  });

  it('takes no event from the future, however it is signed, and one from long ago', async () => {
    const signed = (time: number) => signFacts(outcomeFacts({ time }), client);
    const events = await Promise.all([NOW + 60_001, NOW + 31_536_000_000, 8_640_000_000_000_000].map(signed));
    expect(await send(...events)).toStrictEqual([invalid, invalid, invalid]);
    const taken = await send(await signed(NOW + 60_000), await signed(NOW - 31_536_000_000));
    expect(taken.map(placeOf)).toStrictEqual([expect.any(Number), expect.any(Number)]);
  });

  it('takes 256 at once, from many at once', async () => {
    const events = await Promise.all(Array.from({ length: 256 }, () => signFacts(outcomeFacts(), client)));
    const results = await Promise.all(Array.from({ length: 8 }, () => send(...events)));
    const places = results.map((each) => each.map(placeOf));
    for (const other of places) expect(other).toStrictEqual(places[0]);
    expect(new Set(places[0]).size).toBe(256);
    expect(places[0]).not.toContain(undefined);
  });

  it('leaves a ledger that verifies, also by actors that did not say who they are', async () => {
    const { identity: _, ...nobody } = outcomeFacts();
    expect(await send(await signFacts(nobody, client))).toMatchObject([{ index: expect.any(Number) }]);
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-events-'));
    await ledger.exportTo(folder);
    expect(await verifyFolder(folder)).toMatchObject({ ok: true });
    await rm(folder, { recursive: true, force: true });
  });
});

describe('eventReceiver when something fails', () => {
  it.each(['ledger_unavailable', 'overloaded', 'shutting_down', 'ledger_corrupt'] as const)(
    'fails as a whole with %s of one event, once the others are settled',
    async (code) => {
      let settled = 0;
      const failing = eventReceiver({
        keys: keysOf(database),
        ledger: {
          commit: async ([item]) => {
            const first = settled++ === 0;
            if (first) throw new SallyportError(code);
            await new Promise(setImmediate);
            settled += 100;
            return [
              {
                index: 7,
                treeSize: 8,
                leafHash: hashLeaf(item !== undefined && 'leaf' in item ? item.leaf : Buffer.of()),
              },
            ];
          },
        },
      });
      const events = await Promise.all([outcomeFacts(), outcomeFacts()].map((facts) => signFacts(facts, client)));
      await expect(failing({ identity: NOTES, events, signal })).rejects.toMatchObject({ code });
      expect(settled).toBe(102);
    },
  );

  it('says that the ledger is away when the keys cannot be read, and looks again', async () => {
    let away = true;
    const runner: SqlRunner = {
      query: (statement) => (away ? Promise.reject(new TypeError('Ann Quillonby')) : database.query(statement)),
    };
    const recovering = eventReceiver({ ledger, keys: keysOf(runner), clock: { now: () => NOW } });
    const batch = { identity: NOTES, events: [await signFacts(outcomeFacts(), client)], signal };
    const failure = await recovering(batch).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'ledger_unavailable' });
    expect(String(failure)).not.toContain('Quillonby');
    away = false;
    expect(await recovering(batch)).toMatchObject([{ index: expect.any(Number) }]);
  });

  it('notices a key that was exchanged in the database', async () => {
    const [victim, attacker] = [await newClient(), await newClient()];
    await bindKey(ledger, victim, NOTES);
    const { x, y } = attacker.publicKey;
    const exchanged = (point: { readonly x: string; readonly y: string }): SqlRunner => ({
      query: async (statement) => (await database.query(statement)).map((row) => ({ ...row, ...point })),
    });
    const header = { alg: 'ES256', typ: 'sallyport-event+jws', kid: victim.kid };
    const forged = await signText(JSON.stringify(eventOf(outcomeFacts())), attacker, header);
    for (const point of [
      { x, y },
      { x, y: x },
      { x: 'Ann', y: '' },
    ]) {
      const deceived = eventReceiver({ ledger, keys: keysOf(exchanged(point)), clock: { now: () => NOW } });
      await expect(deceived({ identity: NOTES, events: [forged], signal })).rejects.toMatchObject({
        code: 'ledger_corrupt',
      });
    }
  });

  it('does not begin for a caller who is gone', async () => {
    const before = await ledger.checkpoint();
    const events = [await signFacts(outcomeFacts(), client)];
    await expect(receive({ identity: NOTES, events, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await ledger.checkpoint()).toBe(before);
  });
});

describe('BoundKeys', () => {
  it('asks for each key once, and for none that it was not asked for', async () => {
    const asked: unknown[] = [];
    const keys = keysOf({
      query: (statement) => {
        asked.push(statement.values[0]);
        return database.query(statement);
      },
    });
    const found = await keys.find(new Set([client.kid, 'A'.repeat(43)]));
    expect([...found]).toMatchObject([[client.kid, { owner: NOTES }]]);
    await keys.find(new Set([client.kid]));
    await keys.find(new Set());
    expect(asked).toStrictEqual([[client.kid, 'A'.repeat(43)]]);
  });

  it('gives all that it found, and keeps the last 4,096 ready', async () => {
    const { key } = new ClientKeyCache().import(client.publicKey);
    let asked = 0;
    const keys = new BoundKeys(
      {
        query: async ({ values: [kids] }) => {
          asked += 1;
          return (kids as readonly string[]).map((kid) => ({ kid, issuer: 'i', subject: 's', x: kid, y: '' }));
        },
      },
      { import: (point) => ({ publicKey: { ...point, kid: point.x }, key }) },
    );
    const kids = Array.from({ length: 4097 }, (_, at) => `${at}`);
    expect((await keys.find(new Set(kids))).size).toBe(4097);
    await keys.find(new Set(kids.slice(1)));
    expect(asked).toBe(1);
    await keys.find(new Set(kids.slice(0, 1)));
    expect(asked).toBe(2);
  });
});
