import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consistencyProof, cosign, type TileAddress, tilePath, webCryptoWitnessSigner } from '@sallyport/ledger';
import type { TestProject } from 'vitest/node';
import { EMBEDDING } from '../stack/callers.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** An inclusion proof that the ledger gave, its bytes in base64. */
export interface RecordedProof {
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
}

/** A ledger that a companion kept, as the auditor gets it. */
export interface RecordedLedger {
  /** The folder of the export. */
  readonly folder: string;
  /** The only one of `logKeys` in its `trust.json`. */
  readonly logKey: string;
  /** Signed checkpoints, the oldest first; the last is the export's. */
  readonly checkpoints: readonly string[];
  /** How many entries each of them has. */
  readonly sizes: readonly number[];
  /** Our proofs that entries are in the tree of the last checkpoint. */
  readonly inclusion: readonly RecordedProof[];
  /** For each checkpoint but the last, our proof that the last one's tree starts with its own; hashes in base64. */
  readonly consistency: readonly (readonly string[])[];
  /** The last checkpoint, with the lines of two witnesses under the log's. */
  readonly cosigned: CosignedCheckpoint;
}

/** A checkpoint that witnesses cosigned, C2SP tlog-cosignature. */
export interface CosignedCheckpoint {
  readonly note: string;
  /** The witnesses' keys, `name+hex+base64`, in the order of their lines. */
  readonly witnesses: readonly string[];
  /** When they signed, seconds since 1970. */
  readonly time: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly ledger: RecordedLedger;
    /** Path of the compiled program of `go/`. */
    readonly sumdb: string;
  }
}

const CALLS = 12;
/** Entries per step of growth: within one tile, to its last hash, over its edge, and over the edge of the next level. */
const GROWTH = [100, 256, 257, 1000, 65_536, 100_000];
const AT_ONCE = 1000;

/** Runs both doors, lets real calls and many events into the companion's ledger, and exports it. Run once, before all tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.vitest.logger.log(
    `A companion records a ledger of ${GROWTH.at(-1)} entries. Alone on two cores that takes about a minute.`,
  );
  const scratch = await mkdtemp(join(tmpdir(), 'sallyport-interop-'));
  const remove = (): Promise<void> => rm(scratch, { recursive: true, force: true });
  try {
    project.provide('ledger', await recordIn(join(scratch, 'ledger')));
    return remove;
  } catch (cause) {
    await remove();
    throw cause;
  }
}

async function recordIn(folder: string): Promise<RecordedLedger> {
  const stack = await startStack();
  try {
    return await record(stack, folder);
  } finally {
    await stack.close();
  }
}

async function record(stack: Stack, folder: string): Promise<RecordedLedger> {
  const { ledger } = stack.companion;
  const client = stack.client();
  for (let call = 0; call < CALLS; call++) await client.embeddings.create(EMBEDDING);
  const checkpoints: string[] = [];
  for (const size of GROWTH) {
    await growTo(stack, size);
    checkpoints.push(await ledger.checkpoint());
  }
  await ledger.exportTo(folder);
  const sizes = checkpoints.map((text) => Number(text.split('\n')[1]));
  const trust = JSON.parse(await readFile(join(folder, 'trust.json'), 'utf8')) as {
    readonly logKeys: readonly string[];
  };
  return {
    folder,
    logKey: trust.logKeys[0] ?? '',
    checkpoints,
    sizes,
    inclusion: await Promise.all(edgesOf(sizes).map((index) => prove(stack, index))),
    consistency: await proveAll(folder, sizes),
    cosigned: await cosigned(checkpoints.at(-1) ?? ''),
  };
}

async function growTo(stack: Stack, size: number): Promise<void> {
  const { ledger } = stack.companion;
  for (let missing = size - (await sizeOf(stack)); missing > 0; missing -= AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(missing, AT_ONCE) }, () => ledger.append(someEvent())));
  }
}

async function sizeOf({ companion }: Stack): Promise<number> {
  return Number((await companion.ledger.checkpoint()).split('\n')[1]);
}

function someEvent() {
  return {
    id: randomUUID(),
    kind: 'config.applied',
    time: Date.now(),
    status: 'success',
    details: { config: `sha256:${'0'.repeat(64)}` },
  } as const;
}

/** Both ends of the tree, and of each of its earlier sizes. */
function edgesOf(sizes: readonly number[]): readonly number[] {
  const edges = sizes.slice(0, -1).flatMap((size) => [size - 1, size]);
  return [...new Set([0, 1, ...edges, (sizes.at(-1) ?? 0) - 1])];
}

async function prove({ companion }: Stack, at: number): Promise<RecordedProof> {
  const { index, leaf, hashes, checkpoint } = await companion.ledger.proof(at);
  return { index, leaf: base64(leaf), hashes: hashes.map(base64), checkpoint };
}

function proveAll(folder: string, sizes: readonly number[]): Promise<readonly (readonly string[])[]> {
  const tiles = { tile: async (address: TileAddress) => readFile(join(folder, tilePath(address))) };
  const to = sizes.at(-1) ?? 0;
  return Promise.all(sizes.slice(0, -1).map(async (from) => (await consistencyProof(tiles, { from, to })).map(base64)));
}

const WITNESSES = ['witness.example.org/w1', 'witness.example.net/w2'];

async function cosigned(note: string): Promise<CosignedCheckpoint> {
  const time = Math.floor(Date.now() / 1000);
  const text = note.slice(0, note.indexOf('\n\n') + 1);
  const signers = await Promise.all(WITNESSES.map(newWitness));
  const lines = await Promise.all(signers.map((signer) => cosign(text, { signer, time })));
  return { note: note + lines.join(''), witnesses: signers.map(({ verifierKey }) => verifierKey), time };
}

function newWitness(name: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  return webCryptoWitnessSigner(name, privateKey.export({ format: 'jwk' }));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
