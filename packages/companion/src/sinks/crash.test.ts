import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@sallyport/core';
import { readUnverifiedEvent } from '@sallyport/ledger';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestLedger } from '../ledger/ledger-fixture.test-support.ts';
import { openDatabase } from '../storage/index.ts';
import { fileSink } from './file/file-sink.ts';
import { startSinks } from './start-sinks.ts';

let parent = '';
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sallyport-sinks-crash-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const support = (path: string) => fileURLToPath(new URL(`${path}.test-support.ts`, import.meta.url));

/** The ids of the events in whole lines of all files, by index. */
async function delivered(folder: string): Promise<ReadonlyMap<number, string>> {
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n').slice(0, -1));
  return new Map(
    lines.map((line) => {
      const { metadata } = JSON.parse(line) as {
        readonly metadata: { readonly sequence: number; readonly uid: string };
      };
      return [metadata.sequence, metadata.uid];
    }),
  );
}

it('a companion that is killed in mid-delivery, again and again, has every event delivered at least once', async () => {
  const [dataDir, folder] = [join(parent, 'data'), join(parent, 'events')];
  for (const goal of [20, 60]) {
    const script = [support('../ledger/resolve-sources'), support('./forward-forever')] as const;
    const args = ['--import', ...script, dataDir, folder];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    for await (const line of createInterface(child.stdout)) if (Number(line) >= goal) child.kill('SIGKILL');
    expect(await ended).toStrictEqual([null, 'SIGKILL']);
    expect((await delivered(folder)).size).toBeGreaterThan(0);
  }
  const database = await openDatabase({ dataDir });
  const ledger = await openTestLedger(database);
  const sink = fileSink({ name: 'files', folder, maxBytes: 65_536 }, { clock: systemClock });
  const log = { warn: () => undefined, error: () => undefined };
  const sinks = startSinks({ sinks: [{ sink, begin: 'start' }], alone: true, database, ledger, log, everyMs: 5 });
  const [{ size } = { size: 0 }] = await database.query({
    name: 'size',
    text: 'select size from ledger_head',
    values: [],
  });
  await vi.waitFor(async () => expect((await delivered(folder)).size).toBe(Number(size)), { timeout: 60_000 });
  await sinks.stop();
  const ids = await delivered(folder);
  for (const [index, leaf] of (await ledger.leaves(0, Number(size))).entries()) {
    expect(ids.get(index)).toBe(readUnverifiedEvent(leaf)?.metadata.uid);
  }
  await database.close();
});
