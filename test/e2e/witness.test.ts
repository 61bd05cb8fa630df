import { readdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkCosignatures, decodeVerifierKey, decodeWitnessKey, openCheckpoint } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EMBEDDING } from '../stack/callers.ts';
import { isOwnEvent, kindOf, readVerified } from '../stack/read-verified.ts';
import { runCommand } from '../stack/run-command.ts';
import { openWitnessed, type Served, type Witnessed } from '../stack/start-witnessed.ts';

/** More than a minute, so that the next heartbeat is due, and less than calls are served without a witness. */
const BEAT_MS = 60_000;

let stage: Witnessed;
let served: Served | undefined;
beforeAll(async () => {
  stage = await openWitnessed();
  await stage.startWitness();
});
afterAll(async () => {
  await served?.companion.close();
  await stage.close();
});

/** The size of what is witnessed, by `GET /log/witnessed`, its signatures verified. */
async function witnessed({ get }: Served): Promise<number> {
  const { body } = await get('/log/witnessed');
  expect(await checkCosignatures(body, [decodeWitnessKey(stage.witnessKey)])).toHaveLength(1);
  return (await openCheckpoint(body, [decodeVerifierKey(stage.logKey)])).size;
}
const sizeOf = async ({ get }: Served) => Number((await get('/log/checkpoint')).body.split('\n')[1]);
/** Lets the next heartbeat come. */
async function beat(run: Served, milliseconds = BEAT_MS): Promise<void> {
  const before = await sizeOf(run);
  run.advance(milliseconds);
  await vi.waitFor(async () => expect(await sizeOf(run)).toBeGreaterThan(before), { timeout: 60_000, interval: 50 });
}
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 100 });
/** How much of the log the guarded client has kept. */
async function keptSize(): Promise<number> {
  const files = await readdir(join(stage.folder, 'spool'), { recursive: true });
  const path = files.find((name) => basename(name) === 'checkpoint') ?? 'checkpoint';
  return Number((await readFile(join(stage.folder, 'spool', path), 'utf8')).split('\n')[1]);
}
let exports = 0;
async function events({ companion }: Served) {
  exports += 1;
  const target = join(stage.folder, `export-${exports}`);
  await companion.ledger.exportTo(target);
  return (await readVerified(target)).filter(isOwnEvent);
}

describe('a companion with a witness', () => {
  it('has its ledger cosigned each minute, and says so in it', async () => {
    served = await stage.serve();
    expect((await served.call()).status).toBe(200);
    await beat(served);
    await beat(served);
    const beats = (await events(served)).filter((event) => kindOf(event) === 'checkpoint.witnessed');
    expect(beats).toMatchObject([{ unmapped: { witnesses: ['witness.example/w1'] } }, { status_id: 1 }]);
    const [, second] = beats;
    expect(second?.unmapped.checkpoint?.size).toBe(await witnessed(served));
  });

  it('is not ready and serves no call once its witness was away for too long, and goes on when it is back', async () => {
    const run = served;
    if (run === undefined) throw new RangeError('nothing runs');
    await stage.stopWitness();
    run.advance(61_000);
    await eventually(async () => expect((await run.get('/readyz')).status).toBe(503));
    expect(await run.call()).toMatchObject({ status: 503, body: expect.stringContaining('witness_unavailable') });
    await stage.startWitness();
    run.advance(10_001);
    await eventually(async () => expect((await run.get('/readyz')).status).toBe(200));
    expect((await run.call()).status).toBe(200);
    expect(stage.log()).toContain('witness unavailable');
  });

  it('does not start on a database that was put back, until that is recorded and the witness accepts it', async () => {
    await served?.companion.close();
    await stage.copyData('data', 'backup');
    served = await stage.serve();
    for (const _ of [1, 2]) expect((await served.call()).status).toBe(200);
    const backedUp = await sizeOf(served);
    await served.client('spool').embeddings.create(EMBEDDING);
    // The client has seen, and keeps, what is about to be lost.
    await eventually(async () => expect(await keptSize()).toBeGreaterThan(backedUp));
    await served.companion.close();
    served = undefined;
    await rename(join(stage.folder, 'data'), join(stage.folder, 'lost'));
    await stage.copyData('backup', 'data');
    await expect(stage.serve()).rejects.toMatchObject({ code: 'log_rolled_back' });
    const out = join(stage.folder, 'recovery.json');
    const recover = ['recover', '--config', stage.configFile, '--out', out];
    const shown = await runCommand(recover);
    expect(shown).toMatchObject({
      exitCode: 1,
      out: expect.stringMatching(/entries \d+ to \d+: \d+ entries, seen by w/),
    });
    expect(shown.out).toMatch(
      /the last heartbeat in the backup is of 20\d\d-.*\nsessions that are open in the backup: 0/,
    );
    expect(await runCommand([...recover, '--yes'])).toMatchObject({ exitCode: 0 });
    await expect(stage.serve()).rejects.toMatchObject({ code: 'log_rolled_back' });
    await stage.stopWitness();
    const accept = ['witness', 'accept', out, '--dir', stage.witnessFolder, '--log', stage.logKey];
    expect(await runCommand(accept)).toMatchObject({ exitCode: 0 });
    await stage.startWitness();
    served = await stage.serve();
    expect((await served.call()).status).toBe(200);
    // A client that has seen what was lost believes why.
    await stage.copyData('spool', 'spool-later');
    await served.client('spool-later').embeddings.create(EMBEDDING);
    const { from, witnessed: seen } = JSON.parse(await readFile(out, 'utf8'));
    const recovered = (await events(served)).filter((event) => kindOf(event) === 'log.recovered');
    expect(recovered).toMatchObject([
      { unmapped: { recovered: { from: { size: from.size }, witnessed: { size: seen.size } } } },
    ]);
    await served.companion.close();
    expect(await runCommand(['recover', '--config', stage.configFile])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('nothing to recover'),
    });
  });

  it('stops when another log grows under its name while it runs, and no recovery is to be had', async () => {
    await stage.copyData('data', 'twin');
    const run = await stage.serve();
    served = run;
    const twin = await stage.serve({ dataDir: join(stage.folder, 'twin') });
    // Later than any minute before, of which each has its heartbeat.
    await beat(twin, 20 * BEAT_MS);
    for (const _ of [1, 2, 3, 4]) expect((await run.call()).status).toBe(200);
    run.advance(BEAT_MS);
    await eventually(async () => {
      expect(await run.call()).toMatchObject({ status: 500, body: expect.stringContaining('log_forked') });
    });
    expect((await run.get('/readyz')).status).toBe(503);
    expect(stage.log()).toMatch(/"ledger contradicted".*log_forked|log_forked.*"ledger contradicted"/);
    const size = await sizeOf(run);
    expect(await run.exchange()).toMatchObject({ status: 503, body: expect.stringContaining('log_forked') });
    expect((await run.get('/c/nothing/v1/models')).status).not.toBe(200);
    expect(await sizeOf(run)).toBe(size);
    await Promise.all([run.companion.close(), twin.companion.close()]);
    served = undefined;
    await expect(stage.serve()).rejects.toMatchObject({ code: 'log_forked' });
    expect(await runCommand(['recover', '--config', stage.configFile])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('log_forked'),
    });
  });
});
