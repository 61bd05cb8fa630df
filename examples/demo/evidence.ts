import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEntryBundle, type LedgerEvent } from '@sallyport/ledger';

/** A leaf of the ledger: an event, or a `client.intent`, which is the client's own proof of possession. */
export type Leaf = LedgerEvent | { readonly htu: string };

/** The leaves of an exported ledger, in order, as anyone can read them: compact JWS, decoded. */
export async function readLeaves(folder: string): Promise<readonly Leaf[]> {
  const leaves: Leaf[] = [];
  for (const file of await bundles(folder)) {
    for (const leaf of decodeEntryBundle(new Uint8Array(await readFile(file)))) {
      const [, payload = ''] = new TextDecoder().decode(leaf).split('.');
      leaves.push(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Leaf);
    }
  }
  return leaves;
}

/** Copies an exported ledger and changes one byte in the middle of its entries. */
export async function tamper(folder: string, copy: string): Promise<void> {
  await cp(folder, copy, { recursive: true });
  const [file = ''] = await bundles(copy);
  const bytes = await readFile(file);
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(file, bytes);
}

async function bundles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'tile/entries'), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
