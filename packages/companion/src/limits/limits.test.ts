import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallLimits, SallyportError } from '@sallyport/core';
import { type Decided, heldPayload, type Taken } from '@sallyport/pipeline';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countOf, type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { forgetLimits } from './forget-limits.ts';
import { Leases } from './leases.ts';
import { limitKey } from './limit-key.ts';
import { type CallLimiter, limitsOf } from './limits-of.ts';

/** The start of an hour, and so of a minute. */
const HOUR = 1_795_003_200_000;
const MINUTE = { seconds: 60 };
const SENT = { sent: true } as const;
const REFUSED = { sent: false } as const;

interface Asked {
  readonly limits?: CallLimits;
  readonly subject?: string;
  readonly issuer?: string;
  readonly rule?: string;
  readonly policy?: string;
  readonly digest?: string;
  readonly body?: string;
  readonly message?: string;
}

/** Of an exchange, what limits look at. */
function decided(asked: Asked): Decided {
  const { subject = 'ada.example', issuer = 'https://idp.example', rule = 'notes', policy = 'clinic' } = asked;
  const { body = '', digest = 'sha256:00' } = asked;
  const decision = { rule, policy: { name: policy, digest }, limits: asked.limits, message: asked.message };
  return {
    caller: { issuer, subject, groups: [], means: 'grant' },
    decision,
    body: heldPayload(new TextEncoder().encode(body)),
  } as unknown as Decided;
}

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-limits-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['pglite', 'postgresql'] as const)('limits on %s', (kind) => {
  let databases: readonly Database[];
  let clock: TestClock;
  let replicas: readonly CallLimiter[];

  beforeAll(async () => {
    if (kind === 'pglite') {
      const only = await openTestDatabase({ dataDir: join(folder, kind) });
      databases = [only, only];
      return;
    }
    const url = await server.createDatabase();
    databases = [await openTestDatabase({ url, dataDir: '' }), await openTestDatabase({ url, dataDir: '' })];
  });
  beforeEach(async () => {
    clock = new TestClock(HOUR);
    replicas = databases.map((database) => limitsOf(database, clock));
    for (const table of [schema.limitWindow, schema.limitLease]) await databases[0]?.orm.delete(table);
  });
  afterEach(() => Promise.all(replicas.map((replica) => replica.close())));
  afterAll(() => Promise.all([...new Set(databases)].map((database) => database.close())));

  const at = (replica: number): CallLimiter => replicas[replica % 2] as CallLimiter;
  const take = (asked: Asked, replica = 0): Promise<Taken> => at(replica).take(decided(asked));
  /** `taken`, or the code of the refusal with when to try again. */
  const outcome = (asked: Asked, replica = 0): Promise<string> =>
    take(asked, replica).then(
      () => 'taken',
      ({ code, details }: SallyportError) => `${code} ${details.retryAfter}`,
    );
  const outcomes = (count: number, asked: Asked) =>
    Promise.all(Array.from({ length: count }, (_, index) => outcome(asked, index)));
  const takenOf = (all: readonly string[]) => all.filter((one) => one === 'taken').length;
  const rows = async () => {
    const counts = await databases[0]?.query({
      name: 'count_limits',
      text: 'select (select count(*) from limit_window) as windows, (select count(*) from limit_lease) as leases',
      values: [],
    });
    return [countOf(counts?.[0]?.windows), countOf(counts?.[0]?.leases)];
  };

  describe('on requests', () => {
    const limits = { requests: { most: 3, ...MINUTE } };

    it('let so many through in a window, on whichever replica, and say when the next one begins', async () => {
      clock.set(HOUR + 18_500);
      expect([await outcome({ limits }), await outcome({ limits }, 1), await outcome({ limits })]).toEqual(
        Array(3).fill('taken'),
      );
      expect([await outcome({ limits }), await outcome({ limits }, 1)]).toEqual(Array(2).fill('limit_exceeded 42'));
      clock.set(HOUR + 59_999);
      expect(await outcome({ limits })).toBe('limit_exceeded 1');
      clock.set(HOUR + 60_000);
      expect(await outcome({ limits })).toBe('taken');
    });

    it('are never exceeded by fifty at once', async () => {
      for (const most of [1, 49]) {
        const all = await outcomes(50, { limits: { requests: { most, ...MINUTE } }, rule: `race ${most}` });
        expect(takenOf(all)).toBe(most);
        expect(new Set(all)).toEqual(new Set(['taken', 'limit_exceeded 60']));
      }
    });

    it('are of one identity, rule and policy, whatever its version', async () => {
      const one = { requests: { most: 1, ...MINUTE } };
      expect(await outcome({ limits: one })).toBe('taken');
      const others = [
        { subject: 'other' },
        { issuer: 'https://other.example' },
        { rule: 'other' },
        { policy: 'other' },
      ];
      for (const other of others) expect(await outcome({ limits: one, ...other })).toBe('taken');
      expect(await outcome({ limits: one, digest: 'sha256:11' })).toBe('limit_exceeded 60');
      // More may be allowed by a new version; what was used counts on.
      const two = { requests: { most: 2, ...MINUTE } };
      expect([await outcome({ limits: two }), await outcome({ limits: two })]).toEqual(['taken', 'limit_exceeded 60']);
    });

    it('do not count what was refused before it was sent', async () => {
      for (let times = 0; times < 5; times++) await (await take({ limits })).release(REFUSED);
      for (let times = 0; times < 3; times++) await (await take({ limits })).release(SENT);
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
    });

    it('give back once, and only to the window that it was taken from', async () => {
      const taken = await take({ limits });
      await Promise.all([taken.release(REFUSED), taken.release(REFUSED)]);
      const late = await take({ limits });
      clock.advance(60_000);
      const all = await outcomes(3, { limits });
      await late.release(REFUSED);
      expect([takenOf(all), await outcome({ limits })]).toEqual([3, 'limit_exceeded 60']);
    });

    it('give nothing away when a clock goes back, also of a replica that starts anew', async () => {
      clock.set(HOUR + 61_000);
      expect(takenOf(await outcomes(3, { limits }))).toBe(3);
      clock.set(HOUR + 59_000);
      expect(await outcome({ limits })).toMatch(/^limit_exceeded/);
      const anew = limitsOf(databases[0] as Database, clock);
      const refused = anew.take(decided({ limits }));
      await expect(refused).rejects.toMatchObject({ code: 'limit_exceeded', details: { retryAfter: 61 } });
    });

    it('are not held up by a replica whose clock is far ahead', async () => {
      const ahead = limitsOf(databases[1] as Database, new TestClock(HOUR + 86_400_000));
      await ahead.take(decided({ limits: { requests: { most: 1, ...MINUTE } } }));
      expect(await outcome({ limits: { requests: { most: 1, ...MINUTE } } })).toBe('taken');
    });

    it('may be huge, tiny or none', async () => {
      const huge = { requests: { most: Number.MAX_VALUE, seconds: Number.MAX_SAFE_INTEGER } };
      expect([await outcome({ limits: huge }), await outcome({ limits: huge }, 1)]).toEqual(['taken', 'taken']);
      expect(await outcome({ limits: { requests: { most: 1, seconds: 1 } } })).toBe('taken');
      expect(await outcome({ limits: { requests: { most: 0, ...MINUTE } } })).toBe('limit_exceeded 60');
      expect(await outcome({ limits: { requests: { most: 0, ...MINUTE } } })).toBe('limit_exceeded 60');
    });
  });

  describe('on tokens', () => {
    const limits = { tokens: { most: 100, ...MINUTE } };

    it('settle with what the provider said', async () => {
      await (await take({ limits })).release({ sent: true, tokens: 99 });
      await (await take({ limits })).release({ sent: true, tokens: 1 });
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
      clock.advance(60_000);
      expect(await outcome({ limits })).toBe('taken');
    });

    it('hold what a call may use until it has ended: a quarter of its bytes, and what it asks of its answer', async () => {
      const body = `{"max_tokens":60,"input":"${'x'.repeat(80)}"}`;
      const first = await take({ limits, body });
      const second = await take({ limits, body });
      expect(await outcome({ limits, body })).toBe('limit_exceeded 60');
      await first.release({ sent: true, tokens: 20 });
      await second.release({ sent: true, tokens: 20 });
      const third = await take({ limits, body });
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
      await third.release(REFUSED);
      expect(await outcome({ limits })).toBe('taken');
    });

    it('are exceeded by no more than one call, of fifty at once', async () => {
      const all = await outcomes(50, { limits, body: 'x'.repeat(120) });
      expect(takenOf(all)).toBe(4);
    });

    it('let a call that is larger than all of it through when nothing else was used, and then none', async () => {
      const body = 'x'.repeat(100_000);
      const large = await take({ limits, body });
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
      await large.release({ sent: true, tokens: 25_000 });
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
    });

    it('estimate what the provider does not say', async () => {
      await (await take({ limits, body: 'x'.repeat(40) })).release({ sent: true, answered: 89 });
      await (await take({ limits })).release({ sent: true, answered: 1 });
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
    });

    it('keep what was held for a call of which no answer came', async () => {
      await (await take({ limits, body: `{"max_tokens":100}` })).release(SENT);
      expect(await outcome({ limits })).toBe('limit_exceeded 60');
    });

    it.each([Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, 1e300])('stand what is said to be %d', async (tokens) => {
      const body = `{"max_tokens":${tokens},"n":${tokens}}`;
      const huge = { tokens: { most: tokens, ...MINUTE } };
      for (let times = 0; times < 3; times++) {
        const taken = await take({ limits: huge, body, rule: String(times) });
        await taken.release({ sent: true, tokens });
      }
      const both = [await take({ limits: huge }), await take({ limits: huge })];
      for (const taken of both) await taken.release({ sent: true, tokens });
      expect(await outcome({ limits: huge })).toBe('limit_exceeded 60');
    });
  });

  describe('on calls at once', () => {
    const limits = { concurrent: 2 };

    it('let so many run, on whichever replica, and the next when one has ended', async () => {
      const [one] = [await take({ limits }), await take({ limits }, 1)];
      expect(await outcome({ limits }, 1)).toBe('limit_concurrent 1');
      await one?.release(SENT);
      expect([await outcome({ limits }, 1), await outcome({ limits })]).toEqual(['taken', 'limit_concurrent 1']);
    });

    it('are never exceeded by fifty at once', async () => {
      expect(takenOf(await outcomes(50, { limits: { concurrent: 7 } }))).toBe(7);
      expect((await rows())[1]).toBe(7);
    });

    it('are given back by a replica that died', async () => {
      await take({ limits: { concurrent: 1 } });
      clock.advance(59_000);
      expect(await outcome({ limits: { concurrent: 1 } }, 1)).toBe('limit_concurrent 1');
      await at(0).close();
      clock.advance(1_001);
      expect(await outcome({ limits: { concurrent: 1 } }, 1)).toBe('taken');
    });

    it('are not given back while they are renewed', async () => {
      const database = databases[0] as Database;
      const leases = new Leases(database, clock);
      const key = limitKey(decided({}), 'concurrent');
      const id = await database.transaction((runner) => leases.take(runner, { key, most: 1 }));
      leases.keep(id ?? '');
      for (let minutes = 0; minutes < 5; minutes++) {
        clock.advance(45_000);
        await leases.renew();
        expect(await outcome({ limits: { concurrent: 1 } }, 1)).toBe('limit_concurrent 1');
      }
      await leases.release(id ?? '');
      await leases.renew();
      expect(await outcome({ limits: { concurrent: 1 } }, 1)).toBe('taken');
      await leases.close();
    });

    it('give nothing away when a clock goes back', async () => {
      await take({ limits: { concurrent: 1 } });
      clock.advance(-3_600_000);
      expect(await outcome({ limits: { concurrent: 1 } })).toBe('limit_concurrent 1');
    });
  });

  describe('together', () => {
    const limits = { requests: { most: 2, ...MINUTE }, tokens: { most: 100, ...MINUTE }, concurrent: 1 };

    it('are taken all or none', async () => {
      const first = await take({ limits });
      for (let times = 0; times < 3; times++) expect(await outcome({ limits })).toBe('limit_concurrent 1');
      await first.release({ sent: true, tokens: 100 });
      for (let times = 0; times < 3; times++) expect(await outcome({ limits })).toBe('limit_exceeded 60');
      const requests = { requests: limits.requests };
      expect([await outcome({ limits: requests }), await outcome({ limits: requests })]).toEqual([
        'taken',
        'limit_exceeded 60',
      ]);
    });

    it('hold against fifty at once that end and begin again', async () => {
      const all = { requests: { most: 9, ...MINUTE }, tokens: { most: 1_000, ...MINUTE }, concurrent: 3 };
      let under = 0;
      let highest = 0;
      const call = async (replica: number): Promise<string> => {
        const taken = await take({ limits: all }, replica).catch((error: SallyportError) => error.code);
        if (typeof taken === 'string') return taken;
        under += 1;
        highest = Math.max(highest, under);
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        await taken.release({ sent: true, tokens: 1 });
        return 'taken';
      };
      const ended: string[] = [];
      for (let round = 0; round < 4; round++) {
        ended.push(...(await Promise.all(Array.from({ length: 50 }, (_, replica) => call(replica)))));
      }
      expect(takenOf(ended)).toBe(9);
      expect(highest).toBeLessThanOrEqual(3);
      expect(new Set(ended)).toEqual(new Set(['taken', 'limit_concurrent', 'limit_exceeded']));
    });

    it('say what the policy says', async () => {
      const message = 'Ask the data office for more.';
      const refused = take({ limits: { requests: { most: 0, ...MINUTE } }, message });
      await expect(refused).rejects.toMatchObject({ details: { retryAfter: 60, note: message } });
    });
  });

  it('that a rule does not have do not touch the database', async () => {
    const nothing = { query: () => Promise.reject(new Error()), transaction: () => Promise.reject(new Error()) };
    const limiter = limitsOf(nothing, clock);
    await (await limiter.take(decided({}))).release(SENT);
    await (await limiter.take(decided({ limits: { bodyBytes: 3, inputs: 1 } }))).release(SENT);
    expect(await rows()).toEqual([0, 0]);
  });

  it('refuse when they cannot be counted, and end when they cannot be given back', async () => {
    const broken = { query: () => Promise.reject(new Error()), transaction: () => Promise.reject(new Error()) };
    const all = [{ requests: { most: 9, ...MINUTE } }, { tokens: { most: 9, ...MINUTE } }, { concurrent: 1 }];
    for (const limits of all) {
      const refused = limitsOf(broken, clock).take(decided({ limits }));
      await expect(refused).rejects.toMatchObject({ code: 'ledger_unavailable' });
    }
    let works = true;
    const { query, transaction } = databases[0] as Database;
    const failing: Pick<Database, 'query' | 'transaction'> = {
      query: (statement) => (works ? query(statement) : Promise.reject(new Error())),
      transaction,
    };
    const taken = await limitsOf(failing, clock).take(
      decided({ limits: { concurrent: 1, tokens: { most: 9, ...MINUTE } } }),
    );
    works = false;
    await expect(taken.release({ sent: true, tokens: 4 })).resolves.toBeUndefined();
  });

  it('are forgotten once they are over, and not before', async () => {
    const database = databases[0] as Database;
    await take({ limits: { requests: { most: 9, ...MINUTE }, concurrent: 9 } });
    await forgetLimits(database, HOUR + 60_000);
    expect(await rows()).toEqual([1, 1]);
    await forgetLimits(database, HOUR + 60_000 + 900_001);
    expect(await rows()).toEqual([0, 0]);
  });
});
