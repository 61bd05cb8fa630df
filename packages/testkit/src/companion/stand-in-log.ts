import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { leafHash, merkleRoot } from './merkle.ts';

const TILE_WIDTH = 256;

/** A log kept in memory: RFC 6962, C2SP tlog-checkpoint and tlog-tiles. It can be made to break its word. */
export class StandInLog {
  /** Its name. */
  readonly origin: string;
  #key = generateKeyPairSync('ed25519');
  #leaves: Buffer[] = [];

  constructor(origin: string) {
    this.origin = origin;
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#leaves.length;
  }

  /** All leaves, oldest first. */
  get leaves(): readonly Buffer[] {
    return this.#leaves;
  }

  /** Its verifier key, C2SP signed-note: `name+hex+base64`. */
  get verifierKey(): string {
    const typed = Buffer.concat([Buffer.of(1), rawPublicKey(this.#key.publicKey)]);
    return `${this.origin}+${this.#keyId().toString('hex')}+${typed.toString('base64')}`;
  }

  /** Appends a leaf, unless it is there already; gives its place. */
  append(leaf: Uint8Array): number {
    const bytes = Buffer.from(leaf);
    const known = this.#leaves.findIndex((other) => other.equals(bytes));
    return known >= 0 ? known : this.#leaves.push(bytes) - 1;
  }

  /** The latest checkpoint. */
  checkpoint(): string {
    const root = merkleRoot(this.#leaves.map(leafHash)).toString('base64');
    const text = `${this.origin}\n${this.size}\n${root}\n`;
    const signature = Buffer.concat([this.#keyId(), sign(null, Buffer.from(text), this.#key.privateKey)]);
    return `${text}\n— ${this.origin} ${signature.toString('base64')}\n`;
  }

  /** The hashes of a tile; `undefined` when the tree has no such one. */
  tile({ level, index, width }: { readonly level: number; readonly index: number; readonly width: number }) {
    const span = TILE_WIDTH ** level;
    const start = index * TILE_WIDTH;
    if (width < 1 || width > TILE_WIDTH || (start + width) * span > this.size) return undefined;
    const hashes = this.#leaves.map(leafHash);
    const rows = Array.from({ length: width }, (_, at) => hashes.slice((start + at) * span, (start + at + 1) * span));
    return Buffer.concat(rows.map(merkleRoot));
  }

  /** Breaks its word: forgets all leaves from this place on. */
  truncate(size: number): void {
    this.#leaves = this.#leaves.slice(0, size);
  }

  /** Breaks its word: puts another leaf in the place of one. */
  replace(index: number, leaf: Uint8Array): void {
    this.#leaves = this.#leaves.with(index, Buffer.from(leaf));
  }

  /** Signs with another key from now on. */
  rekey(): void {
    this.#key = generateKeyPairSync('ed25519');
  }

  #keyId(): Buffer {
    return createHash('sha256')
      .update(`${this.origin}\n`)
      .update(Buffer.of(1))
      .update(rawPublicKey(this.#key.publicKey))
      .digest()
      .subarray(0, 4);
  }
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
