import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { checkCosignatures, decodeWitnessKey, readCheckpoint } from '@sallyport/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { originHash } from './heads.ts';
import { type SampleLog, sampleLeaves, sampleLog } from './sample-log.test-support.ts';
import { ORIGIN, signer, WitnessBench } from './witness-bench.test-support.ts';

const LEAVES = 3_000;
const KILLS = 3;
const common = sampleLeaves(5);
const branches = ['leaf', 'other'].map((kind) =>
  sampleLog([...common, ...sampleLeaves(LEAVES, kind).slice(5)], signer),
);

let bench: WitnessBench;
let child: ChildProcess | undefined;
beforeEach(async () => {
  bench = await WitnessBench.make();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await bench.clear();
});

async function startChild(): Promise<{ readonly url: string; readonly key: string; readonly ended: Promise<unknown> }> {
  const args = [
    '--import',
    path('../ledger/resolve-sources'),
    path('./serve-witness'),
    bench.folder,
    signer.verifierKey,
  ];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const said = await createInterface({ input: child.stdout ?? process.stdin })
    [Symbol.asyncIterator]()
    .next();
  const [url = '', key = ''] = String(said.value).split(' ');
  return { url, key, ended };
}

/** A log that asks for ever larger trees, from where the witness says it is, until nobody answers. */
async function grow(log: SampleLog, { url, cosigned }: { readonly url: string; readonly cosigned: string[] }) {
  for (let from = 0, to = 1; ; ) {
    const body = await log.submission(from, to);
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body }).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    if (answer === undefined || text === undefined) return;
    if (answer.status === 200) cosigned.push((await log.noteAt(to)) + text);
    if (answer.status === 422) return;
    from = answer.status === 409 ? Number(text) : to;
    to = from + 1;
  }
}

describe('a witness that is killed while two histories ask for its cosignature', () => {
  it('never cosigns two roots for one size, and remembers every cosignature it gave', async () => {
    const cosigned: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const { url, key, ended } = await startChild();
      const head = await fetch(`${url}/checkpoint/${originHash(ORIGIN)}`);
      const size = head.ok ? (readCheckpoint(await head.text())?.size ?? 0) : 0;
      expect(size).toBeGreaterThanOrEqual(Math.max(0, ...cosigned.map((note) => readCheckpoint(note)?.size ?? 0)));
      const before = cosigned.length;
      const growing = branches.map((log) => grow(log, { url, cosigned }));
      await expect.poll(() => cosigned.length, { interval: 5 }).toBeGreaterThan(before + 30);
      child?.kill('SIGKILL');
      await Promise.all([ended, ...growing]);
      for (const note of cosigned.slice(before)) {
        expect(await checkCosignatures(note, [decodeWitnessKey(key)])).toHaveLength(1);
      }
    }
    const roots = new Map<number, Set<string>>();
    for (const note of cosigned) {
      const { size, root } = readCheckpoint(note) ?? { size: -1, root: new Uint8Array() };
      roots.set(size, (roots.get(size) ?? new Set()).add(Buffer.from(root).toString('hex')));
    }
    expect([...roots.values()].every(({ size }) => size === 1)).toBe(true);
    expect(roots.size).toBeGreaterThan(30 * KILLS);
  });
});

function path(name: string): string {
  return fileURLToPath(new URL(`${name}.test-support.ts`, import.meta.url));
}
