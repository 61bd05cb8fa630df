import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEntryBundle, encodeEntryBundle } from '@sallyport/ledger';

/** A copy of a bundle that somebody tampers with. */
export class Tampered {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies a bundle. */
  static async of(bundle: string, folder: string): Promise<Tampered> {
    await cp(bundle, folder, { recursive: true });
    return new Tampered(folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Names of a folder in the bundle, sorted. */
  async names(folder: string): Promise<readonly string[]> {
    return (await readdir(this.path(folder))).toSorted();
  }

  /** The path of the first file of a folder, or of the one at a place. */
  async nameOf(folder: string, at = 0): Promise<string> {
    return `${folder}/${(await this.names(folder)).at(at)}`;
  }

  /** Writes a text anew. */
  async edit(name: string, change: (text: string) => string): Promise<void> {
    await writeFile(this.path(name), change(await readFile(this.path(name), 'utf8')));
  }

  /** Writes a JSON document anew, laid out as it was. */
  async editJson(name: string, change: (document: Record<string, unknown>) => void): Promise<void> {
    await this.edit(name, (text) => {
      const document = JSON.parse(text) as Record<string, unknown>;
      change(document);
      return `${JSON.stringify(document, null, 2)}\n`;
    });
  }

  /** Changes one byte, by default in the middle; a negative place counts from the end. */
  async flip(name: string, at?: number): Promise<void> {
    const bytes = await readFile(this.path(name));
    const place = at ?? Math.floor(bytes.length / 2);
    bytes.set([(bytes.at(place) ?? 0) ^ 1], place < 0 ? bytes.length + place : place);
    await writeFile(this.path(name), bytes);
  }

  /** Cuts a file in half. */
  async cut(name: string): Promise<void> {
    const bytes = await readFile(this.path(name));
    await writeFile(this.path(name), bytes.subarray(0, Math.floor(bytes.length / 2)));
  }

  /** Writes a bundle of entries anew. */
  async editEntries(name: string, change: (entries: Uint8Array[]) => Uint8Array[]): Promise<void> {
    const entries = [...decodeEntryBundle(await readFile(this.path(name)))];
    await writeFile(this.path(name), encodeEntryBundle(change(entries)));
  }

  /** Two files take each other's names. */
  async swap(one: string, other: string): Promise<void> {
    await rename(this.path(one), this.path('swapped'));
    await rename(this.path(other), this.path(one));
    await rename(this.path('swapped'), this.path(other));
  }

  async add(name: string, content: string): Promise<void> {
    await writeFile(this.path(name), content);
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { recursive: true });
  }
}
