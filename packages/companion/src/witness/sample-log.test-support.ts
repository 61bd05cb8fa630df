import { SallyportError } from '@sallyport/core';
import {
  type Checkpoint,
  DEFAULT_HASHER,
  hashChildren,
  hashLeaf,
  signCheckpoint,
  type WebCryptoNoteSigner,
  webCryptoNoteSigner,
} from '@sallyport/ledger';

/** For tests: a log in memory, its tree computed straight from RFC 6962 §2.1. */
export interface SampleLog {
  readonly signer: WebCryptoNoteSigner;
  checkpointAt(size: number): Checkpoint;
  /** The signed checkpoint at a size. */
  noteAt(size: number): Promise<string>;
  /** The proof from one size to another. */
  consistency(from: number, to: number): readonly Uint8Array[];
  /** The proof that a leaf is in the tree of a size. */
  inclusion(index: number, size: number): readonly Uint8Array[];
  /** The body of an `add-checkpoint`. */
  submission(from: number, to: number): Promise<string>;
}

/** For tests: a key of a log. */
export async function sampleLogKey(name: string): Promise<WebCryptoNoteSigner> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new SallyportError('internal');
  return webCryptoNoteSigner(name, await crypto.subtle.exportKey('jwk', pair.privateKey));
}

/** For tests: a log of these leaves. */
export function sampleLog(leaves: readonly Uint8Array[], signer: WebCryptoNoteSigner): SampleLog {
  const hashes = leaves.map((leaf) => hashLeaf(leaf));
  const root = (from: number, to: number) => rootOf(hashes.slice(from, to));
  const checkpointAt = (size: number) => ({ origin: signer.name, size, root: root(0, size) });
  const noteAt = (size: number) => signCheckpoint(checkpointAt(size), signer);
  const consistency = (from: number, to: number) => (from === 0 ? [] : subproof(from, hashes.slice(0, to), true));
  return {
    signer,
    checkpointAt,
    noteAt,
    consistency,
    inclusion: (index, size) => path(index, hashes.slice(0, size)),
    submission: async (from, to) => submissionOf(from, { proof: consistency(from, to), note: await noteAt(to) }),
  };
}

/** For tests: the body of an `add-checkpoint`, of anything. */
export function submissionOf(
  oldSize: number,
  { proof, note }: { readonly proof: readonly Uint8Array[]; readonly note: string },
): string {
  return `old ${oldSize}\n${proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('')}\n${note}`;
}

/** For tests: so many leaves, none like another; of another `kind` other ones. */
export function sampleLeaves(count: number, kind = 'leaf'): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`${kind} ${index}`));
}

function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return DEFAULT_HASHER.sha256(new Uint8Array());
  if (hashes.length === 1) return only;
  const at = split(hashes.length);
  return hashChildren(rootOf(hashes.slice(0, at)), rootOf(hashes.slice(at)));
}

/** RFC 6962 §2.1.2, SUBPROOF. */
function subproof(from: number, hashes: readonly Uint8Array[], whole: boolean): readonly Uint8Array[] {
  if (from === hashes.length) return whole ? [] : [rootOf(hashes)];
  const at = split(hashes.length);
  if (from <= at) return [...subproof(from, hashes.slice(0, at), whole), rootOf(hashes.slice(at))];
  return [...subproof(from - at, hashes.slice(at), false), rootOf(hashes.slice(0, at))];
}

/** RFC 6962 §2.1.1, PATH. */
function path(index: number, hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  if (hashes.length <= 1) return [];
  const at = split(hashes.length);
  if (index < at) return [...path(index, hashes.slice(0, at)), rootOf(hashes.slice(at))];
  return [...path(index - at, hashes.slice(at)), rootOf(hashes.slice(0, at))];
}
