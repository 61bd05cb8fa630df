import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fromUtf8 } from '@sallyport/core';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../storage/index.ts';
import type { Ledger } from './ledger.ts';
import { openTestLedger, someFacts, verifyFolder } from './ledger-fixture.test-support.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-crash-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Every acknowledged event stands where it was said to stand, and the log is whole. */
async function expectAll(ledger: Ledger, acknowledged: ReadonlyMap<number, string>) {
  for (const [index, id] of acknowledged) {
    const { leaf } = await ledger.proof(index);
    const payload = Buffer.from(fromUtf8(leaf).split('.')[1] ?? '', 'base64url').toString();
    expect(JSON.parse(payload)).toMatchObject({ metadata: { uid: id } });
  }
  const target = await mkdtemp(join(folder, 'export-'));
  await ledger.exportTo(target);
  const report = await verifyFolder(target);
  expect(report.ok, report.firstFault?.words).toBe(true);
  expect(report.size).toBeGreaterThanOrEqual(acknowledged.size);
}

describe('a crash', () => {
  it('of PostgreSQL in mid-append loses nothing that was acknowledged, and the ledgers go on by themselves', async () => {
    const url = await server.createDatabase();
    const databases = [await openDatabase({ url, dataDir: '' }), await openDatabase({ url, dataDir: '' })];
    const ledgers = await Promise.all(databases.map((database) => openTestLedger(database)));
    const acknowledged = new Map<number, string>();
    const refusals = new Set<string>();
    let running = true;
    const appendLoop = async (ledger: Ledger) => {
      let facts = someFacts();
      while (running) {
        try {
          const { index } = await ledger.append(facts);
          expect(acknowledged.has(index)).toBe(false);
          acknowledged.set(index, facts.id);
          facts = someFacts();
        } catch (error) {
          // The same event again: it may have been recorded.
          refusals.add((error as { code: string }).code);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    };
    const loops = ledgers.flatMap((ledger) => Array.from({ length: 8 }, () => appendLoop(ledger)));
    for (const goal of [200, 400, 600]) {
      await expect.poll(() => acknowledged.size).toBeGreaterThan(goal);
      await server.kill();
      await server.restart();
    }
    await expect.poll(() => acknowledged.size).toBeGreaterThan(800);
    running = false;
    await Promise.all(loops);
    expect([...refusals]).toStrictEqual(['ledger_unavailable']);
    for (const ledger of ledgers) await expectAll(ledger, acknowledged);
    await Promise.all(databases.map((database) => database.close()));
  });

  it('of the process (SIGKILL) during appends to PGlite loses nothing that was acknowledged', async () => {
    const dataDir = await mkdtemp(join(folder, 'pglite-'));
    const acknowledged = new Map<number, string>();
    for (const goal of [150, 700]) {
      const child = spawn(
        process.execPath,
        ['--import', support('resolve-sources'), support('append-forever'), dataDir],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit');
      for await (const line of createInterface(child.stdout)) {
        const [index = '', id = ''] = line.split(' ');
        acknowledged.set(Number(index), id);
        if (acknowledged.size === goal) child.kill('SIGKILL');
      }
      expect(await ended).toStrictEqual([null, 'SIGKILL']);
      const database = await openDatabase({ dataDir });
      await expectAll(await openTestLedger(database), acknowledged);
      await database.close();
    }
  });
});

function support(name: string): string {
  return fileURLToPath(new URL(`./${name}.test-support.ts`, import.meta.url));
}
