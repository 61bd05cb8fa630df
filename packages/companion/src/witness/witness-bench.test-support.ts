import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createLog } from '../log/index.ts';
import { originHash } from './heads.ts';
import { sampleLeaves, sampleLog, sampleLogKey } from './sample-log.test-support.ts';
import { type RunningWitness, startWitness } from './start-witness.ts';

/** For tests: the log that the witness knows, and others that it must not cosign. */
export const ORIGIN = 'ledger.example.org/audit';
export const signer = await sampleLogKey(ORIGIN);
export const log = sampleLog(sampleLeaves(40), signer);
export const fork = sampleLog([...sampleLeaves(5), ...sampleLeaves(35, 'other')], signer);
export const stranger = sampleLog(sampleLeaves(40), await sampleLogKey('stranger.example.net'));
export const namesake = sampleLog(sampleLeaves(40), await sampleLogKey(ORIGIN));

/** For tests: when it is, in seconds since 1970. */
export const TIME = 1_790_000_000;

/** For tests: a folder of a witness, and the witnesses started in it. */
export class WitnessBench {
  readonly folder: string;
  readonly #running = new Set<RunningWitness>();
  #lines = '';

  constructor(root: string) {
    this.folder = join(root, 'witness');
  }

  static async make(): Promise<WitnessBench> {
    return new WitnessBench(await mkdtemp(join(tmpdir(), 'sallyport-witness-')));
  }

  /** What the witnesses wrote to their log. */
  get lines(): string {
    return this.#lines;
  }

  async start(options: { readonly logs?: readonly string[]; readonly name?: string } = {}): Promise<RunningWitness> {
    const stream = new Writable({
      write: (chunk, _, done) => {
        this.#lines += String(chunk);
        done();
      },
    });
    const witness = await startWitness({
      folder: this.folder,
      name: 'witness.example.com',
      listen: { host: '127.0.0.1', port: 0 },
      logs: [signer.verifierKey],
      log: createLog({ stream }),
      clock: { now: () => TIME * 1000 + 999 },
      ...options,
    });
    this.#running.add(witness);
    return witness;
  }

  async stop(witness: RunningWitness): Promise<void> {
    this.#running.delete(witness);
    await witness.close();
  }

  async clear(): Promise<void> {
    await Promise.all([...this.#running].map((witness) => this.stop(witness)));
    await rm(join(this.folder, '..'), { recursive: true, force: true });
  }
}

/** For tests: asks a witness to cosign. */
export async function post(
  witness: RunningWitness,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }> {
  const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

/** For tests: what a witness shows of the log. */
export async function latest(witness: RunningWitness): Promise<string> {
  return (await fetch(`${witness.url}/checkpoint/${originHash(ORIGIN)}`)).text();
}
