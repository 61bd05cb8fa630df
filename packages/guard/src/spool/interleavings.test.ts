import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '@sallyport/testkit';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STILL } from './filling.test-support.ts';
import { openSpool } from './open-spool.ts';
import type { Spool, SpooledEvent } from './spool.ts';
import { allPending, idsOf, someEvents } from './spool-samples.test-support.ts';

/** What happens to a spool. Settling and putting aside take every `nth` of what waits. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('append'), n: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('large'), n: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle'), n: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('quarantine'), n: fc.integer({ min: 2, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen'), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash'), n: fc.integer({ min: 0, max: 40 }) }) },
);

/** A spool and what ought to wait in it. */
class Story {
  readonly #folder: string;
  readonly #clock = new TestClock();
  #spool: Spool | undefined;
  #waiting: readonly SpooledEvent[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(): Promise<Spool> {
    this.#spool ??= await openSpool({ folder: this.#folder, maxBytes: 4_194_304, clock: this.#clock, timing: STILL });
    return this.#spool;
  }

  async play({ kind, n }: { readonly kind: string; readonly n: number }): Promise<void> {
    const spool = await this.open();
    const chosen = this.#waiting.filter((_, index) => index % n === 0);
    if (kind === 'append') await this.#append(spool, someEvents(n, 200 + n * 40));
    else if (kind === 'large') await this.#append(spool, someEvents(n, 50_000));
    else if (kind === 'reopen') await this.#end(() => spool.close());
    // The process is gone without a word, and its last line may be torn.
    else if (kind === 'crash') await this.#end(() => this.#tear(n));
    else {
      if (kind === 'settle') await spool.settle(idsOf(chosen));
      else await spool.quarantine(chosen);
      this.#waiting = this.#waiting.filter((event) => !chosen.includes(event));
    }
  }

  async check(): Promise<void> {
    const spool = await this.open();
    const bytes = this.#waiting.reduce((sum, { jws }) => sum + jws.length, 0);
    expect(spool.counts()).toMatchObject({ waiting: this.#waiting.length, bytes });
    expect(byId(await allPending(spool))).toStrictEqual(byId(this.#waiting));
  }

  async #append(spool: Spool, events: readonly SpooledEvent[]): Promise<void> {
    await Promise.all(events.map((event) => spool.append(event)));
    this.#waiting = [...this.#waiting, ...events];
  }

  async #end(how: () => Promise<void>): Promise<void> {
    await how();
    this.#spool = undefined;
  }

  async #tear(bytes: number): Promise<void> {
    this.#clock.advance(1_000_000);
    for (const name of await readdir(this.#folder)) {
      if (name.endsWith('.events'))
        await appendFile(join(this.#folder, name), 'E 0123456789a '.repeat(9).slice(0, bytes));
    }
  }
}

describe('a spool', () => {
  it('holds exactly what was appended and not settled, whatever happens in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const folder = await mkdtemp(join(tmpdir(), 'sallyport-story-'));
        try {
          const story = new Story(folder);
          for (const next of steps) {
            await story.play(next);
            await story.check();
          }
          await (await story.open()).close();
        } finally {
          await rm(folder, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
  });
});

function byId(events: readonly SpooledEvent[]): readonly SpooledEvent[] {
  return [...events].sort((a, b) => (a.id < b.id ? -1 : 1));
}
