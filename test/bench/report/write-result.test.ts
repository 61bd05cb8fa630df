import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeMachine } from './machine.ts';
import { writeResult } from './write-result.ts';

const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-test-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('writeResult', () => {
  it('writes rows, ratios and checks, with date, Node and cores beside them', async () => {
    const rows = [{ subject: 'sallyport', metric: 'calls', value: 2, unit: 'req/s', rounds: [1, 2, 3] }];
    const ratios = { rps_vs_portkey_32: 1.5 };
    const checks = [{ claim: 'the ledger verifies', holds: true }];
    const machine = describeMachine(new Date('2026-01-02T03:04:05Z'));
    const result = { name: 'companion', rows, ratios, checks, conditions: { fsync: 'on' }, machine };
    const file = await writeResult(join(folder, 'out'), result);
    expect(file).toBe(join(folder, 'out/companion.json'));
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      rows,
      ratios,
      checks,
      meta: expect.objectContaining({
        date: '2026-01-02T03:04:05.000Z',
        node: process.version,
        cores: expect.any(Number),
        fsync: 'on',
      }),
    });
  });
});
