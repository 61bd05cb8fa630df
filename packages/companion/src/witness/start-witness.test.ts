import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCosignatures, decodeWitnessKey, signCheckpoint } from '@sallyport/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { originHash } from './heads.ts';
import { sampleLogKey, submissionOf } from './sample-log.test-support.ts';
import type { RunningWitness } from './start-witness.ts';
import { fork, latest, log, ORIGIN, post, signer, stranger, TIME, WitnessBench } from './witness-bench.test-support.ts';
import { witnessVerifierKey } from './witness-folder.ts';

let bench: WitnessBench;
beforeEach(async () => {
  bench = await WitnessBench.make();
});
afterEach(() => bench.clear());

/** Someone who trusts the witness’s key reads the answer. */
async function cosigned(witness: RunningWitness, note: string) {
  return checkCosignatures(note, [decodeWitnessKey(witness.verifierKey)]);
}

describe('a witness', () => {
  it('cosigns a log as it grows, from nothing on, and shows the latest to anybody', async () => {
    const witness = await bench.start();
    expect((await fetch(`${witness.url}/checkpoint/${originHash(ORIGIN)}`)).status).toBe(404);
    for (const [from, to] of [
      [0, 0],
      [0, 7],
      [7, 7],
      [7, 8],
      [8, 40],
    ] as const) {
      const answer = await post(witness, await log.submission(from, to));
      expect(answer).toMatchObject({ status: 200, type: 'text/plain; charset=utf-8' });
      const note = (await log.noteAt(to)) + answer.text;
      expect(await cosigned(witness, note)).toEqual([{ name: 'witness.example.com', time: TIME }]);
      expect(await latest(witness)).toBe(note);
    }
    expect(bench.lines).toContain('"message":"checkpoint cosigned","size":40');
    expect(bench.lines).not.toContain(ORIGIN);
  });

  it('has its key to itself, and is the same witness after a restart', async () => {
    expect(await witnessVerifierKey({ folder: bench.folder, name: 'witness.example.com' })).toContain(
      'witness.example.com+',
    );
    const first = await bench.start();
    expect((await stat(join(bench.folder, 'key.json'))).mode & 0o777).toBe(0o600);
    await post(first, await log.submission(0, 20));
    await expect(bench.start()).rejects.toMatchObject({ code: 'storage_locked' });
    await bench.stop(first);
    await expect(bench.start({ name: 'witness.example.org' })).rejects.toMatchObject({ code: 'config_invalid' });
    const second = await bench.start();
    expect(second.verifierKey).toBe(first.verifierKey);
    expect(await witnessVerifierKey({ folder: bench.folder })).toBe(first.verifierKey);
    expect(await post(second, await log.submission(0, 21))).toMatchObject({ status: 409, text: '20\n' });
    expect(await post(second, await log.submission(20, 21))).toMatchObject({ status: 200 });
  });

  it('keeps no signature of a stranger, and takes any of a log’s keys', async () => {
    const next = await sampleLogKey(ORIGIN);
    const witness = await bench.start({ logs: [signer.verifierKey, next.verifierKey] });
    const own = await log.noteAt(3);
    const line = keepLines(await stranger.noteAt(3));
    expect(await post(witness, submissionOf(0, { proof: [], note: own + line }))).toMatchObject({ status: 200 });
    expect(await latest(witness)).not.toContain('stranger.example.net');
    const rotated = await signCheckpoint(log.checkpointAt(4), next);
    const answer = await post(witness, submissionOf(3, { proof: log.consistency(3, 4), note: rotated }));
    expect(answer.status).toBe(200);
  });
});

describe('a witness does not start', () => {
  it.each([
    ['empty', () => ''],
    ['cut', (text: string) => text.slice(0, -20)],
    ['no JSON', () => 'hello'],
    ['of another version', (text: string) => text.replace('"version":1', '"version":2')],
    ['set back to another size', (text: string) => text.replace('\\n20\\n', '\\n19\\n')],
    ['without its own cosignature', (text: string) => text.replace(/— witness[^"]*/, '')],
  ])('on a head that is %s', async (_, change) => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 20));
    await bench.stop(witness);
    const path = join(bench.folder, 'logs', `${originHash(ORIGIN)}.json`);
    await writeFile(path, change(await readFile(path, 'utf8')));
    await expect(bench.start()).rejects.toMatchObject({ code: 'witness_corrupt' });
  });

  it('on the head of another log, without the key of its heads, or with a key that is none', async () => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 20));
    await bench.stop(witness);
    const [name = ''] = await readdir(join(bench.folder, 'logs'));
    const head = await readFile(join(bench.folder, 'logs', name));
    await writeFile(join(bench.folder, 'logs', `${originHash('other.example.org')}.json`), head);
    await expect(bench.start()).rejects.toMatchObject({ code: 'witness_corrupt' });
    await rm(join(bench.folder, 'logs', `${originHash('other.example.org')}.json`));
    const key = await readFile(join(bench.folder, 'key.json'), 'utf8');
    await writeFile(join(bench.folder, 'key.json'), key.replace('witness.example.com', 'witness.example.net'));
    await expect(bench.start({ name: 'witness.example.net' })).rejects.toMatchObject({ code: 'witness_corrupt' });
    await writeFile(join(bench.folder, 'key.json'), '{}');
    await expect(bench.start()).rejects.toMatchObject({ code: 'witness_corrupt' });
    await rm(join(bench.folder, 'key.json'));
    await expect(bench.start()).rejects.toMatchObject({ code: 'witness_corrupt' });
    await writeFile(join(bench.folder, 'key.json'), key);
    expect(await post(await bench.start(), await log.submission(20, 40))).toMatchObject({ status: 200 });
  });

  it('without a log, or with a key that is none', async () => {
    for (const logs of [[], ['hello'], [signer.verifierKey.replace('+A', '+B')]]) {
      await expect(bench.start({ logs })).rejects.toMatchObject({ code: 'config_invalid' });
    }
  });
});

describe('a witness that is shown a fork', () => {
  it('keeps it beside its head, as proof, and says so in its log', async () => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 20));
    const { size, root } = fork.checkpointAt(20);
    for (let times = 0; times < 2; times++) {
      expect(await post(witness, await fork.submission(20, 20))).toMatchObject({ status: 409, text: '20\n' });
    }
    const name = `${originHash(ORIGIN)}.${size}.${Buffer.from(root).toString('hex')}`;
    expect(await readdir(join(bench.folder, 'forks'))).toEqual([name]);
    expect(await readFile(join(bench.folder, 'forks', name), 'utf8')).toBe(await fork.noteAt(20));
    expect(bench.lines).toContain('"message":"checkpoint forked","size":20');
  });
});

describe('a witness that cannot write', () => {
  it('says nothing, and goes on once it can', async () => {
    const witness = await bench.start();
    await post(witness, await log.submission(0, 20));
    const draft = join(bench.folder, 'logs', `${originHash(ORIGIN)}.json.new`);
    await mkdir(draft);
    expect(await post(witness, await log.submission(20, 21))).toMatchObject({ status: 500 });
    expect(await post(witness, await fork.submission(20, 21))).toMatchObject({ status: 422 });
    await rm(draft, { recursive: true });
    expect(await post(witness, await log.submission(20, 22))).toMatchObject({ status: 200 });
  });
});

function keepLines(note: string): string {
  return note.slice(note.indexOf('\n\n') + 2);
}
