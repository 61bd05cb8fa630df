import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type CompanionStandIn, startCompanionStandIn } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardFetch } from '../guard-fetch.ts';
import { BASE, someToken } from '../guarded-calls.test-support.ts';
import { outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import { temporaryFolders } from '../spool/temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
let companion: CompanionStandIn;

beforeEach(async () => {
  companion = await startCompanionStandIn();
});
afterEach(() => companion.close());

const withoutEvents = () => {
  companion.control = ({ path }) => (path === '/v1/events' ? { status: 503 } : undefined);
};

/** Starts a process that makes calls, see `calling`. It is killed after so many replies, when that is said. Gives how many it had, and how it ended. */
async function callFromChild(folder: string, { calls = 1, killAfter = Number.POSITIVE_INFINITY } = {}) {
  const hooks = ['../spool/resolve-sources', './load-json'].flatMap((name) => ['--import', support(name)]);
  const child = spawn(process.execPath, [...hooks, support('./calling'), companion.url, folder, String(calls)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let replies = 0;
  for await (const line of createInterface(child.stdout)) {
    if (line === '+') replies += 1;
    if (replies === killAfter) child.kill('SIGKILL');
  }
  return { replies, ended: await ended };
}

describe('a process that is killed', () => {
  it('leaves the outcomes of all calls it got replies to, and the next one delivers them', async () => {
    const folder = await newFolder();
    withoutEvents();
    let replies = 0;
    for (const killAfter of [1, 12]) {
      const child = await callFromChild(folder, { calls: 1_000, killAfter });
      expect(child.ended).toEqual([null, 'SIGKILL']);
      replies += child.replies;
    }
    companion.control = () => undefined;
    const next = guardFetch(fetch, {
      companion: companion.url,
      connection: 'openai',
      tokenSource: { getToken: async () => someToken() },
      baseUrl: BASE,
      spoolFolder: folder,
    });
    expect((await next(`${BASE}/models`)).status).toBe(200);
    await expect.poll(() => next.flush(), PATIENCE).toBe(true);
    await next.close();
    const intents = outcomesOf(companion).map(({ unmapped }) => unmapped.clientIntent);
    expect(new Set(intents.map((intent) => intent?.id)).size).toBe(intents.length);
    expect(intents.length).toBeGreaterThanOrEqual(replies + 1);
    expect(intents.length).toBeLessThanOrEqual(companion.calls.length);
    expect(new Set(intents.map((intent) => intent?.kid)).size).toBe(3);
  });
});

describe('a process that has nothing left to do', () => {
  it.each(['in memory', 'on disk'])('delivers what waits %s before it ends', async (where) => {
    const folder = where === 'on disk' ? await newFolder() : '-';
    const child = await callFromChild(folder, { calls: 3 });
    expect(child).toEqual({ replies: 3, ended: [0, null] });
    expect(outcomesOf(companion)).toHaveLength(3);
  });

  it('ends all the same when the companion takes nothing, hangs, or is away', async () => {
    withoutEvents();
    expect((await callFromChild('-')).ended).toEqual([0, null]);
    companion.control = ({ path }) => (path === '/v1/events' ? 'hang' : undefined);
    expect((await callFromChild(await newFolder())).ended).toEqual([0, null]);
    await companion.stop();
    expect((await callFromChild('-')).ended).toEqual([0, null]);
    expect(companion.events).toEqual([]);
  });
});

function support(path: string): string {
  return fileURLToPath(new URL(`${path}.test-support.ts`, import.meta.url));
}
