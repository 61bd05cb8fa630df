import { utf8 } from '@sallyport/core';
import type { BundleEntry } from '@sallyport/ledger';
import { version } from '../../package.json';
import { type Derivation, type DerivedFile, type DeriveParts, deriveFiles } from '../evidence/derive-files.ts';
import type { BundleFindings } from './bundle-findings.ts';
import { compareSample, type SignedSample } from './compare-sample.ts';
import type { KeptBundle } from './kept-bundle.ts';
import { SameBytes } from './same-bytes.ts';

const POPULATION = 'worksheet/population.csv';

/** The most that people can have written into a sample. */
const MAX_SIGNED_BYTES = 16_777_216;

/** What derived files are compared with. */
export interface DerivedFilesParts extends Omit<DeriveParts, 'populationLine'> {
  readonly bundle: KeptBundle;
  readonly findings: BundleFindings;
}

/** Whether summary, report and worksheet say what the entries say: they are made once more, of the entries alone, and compared. */
export class DerivedFiles {
  readonly #parts: DerivedFilesParts;
  readonly #derivation: Derivation;
  readonly #population: SameBytes | undefined;
  readonly #unread = new Set<string>();
  #signedOff = '';

  private constructor(parts: DerivedFilesParts, population: AsyncIterable<Uint8Array> | undefined) {
    const { manifest, trust, witnesses } = parts;
    this.#parts = parts;
    this.#population = population === undefined ? undefined : new SameBytes(population);
    const populationLine = (line: string) => this.#takeLine(utf8(line));
    this.#derivation = deriveFiles({ manifest, trust, witnesses, populationLine });
  }

  /** Opens the population, which is compared as it is made. */
  static async open(parts: DerivedFilesParts): Promise<DerivedFiles> {
    return new DerivedFiles(parts, await parts.bundle.open(POPULATION));
  }

  /** Makes what comes of the next entry. */
  take(entry: BundleEntry): Promise<void> {
    return this.#derivation.take(entry);
  }

  /** Makes the files, compares them, and reports. */
  async end(): Promise<void> {
    const { findings } = this.#parts;
    const files = await this.#derivation.end();
    if (this.#population === undefined) findings.fault('derived_missing', POPULATION);
    else await this.#reading(POPULATION, this.#endPopulation(this.#population));
    for (const file of files) await this.#reading(file.path, this.#compare(file));
    findings.done('derived', `summary, report and worksheet, each as made of the entries${this.#signedOff}`);
  }

  async #compare({ path, bytes }: DerivedFile): Promise<void> {
    const sample = path === 'worksheet/sample.csv';
    const limit = sample ? bytes.length + MAX_SIGNED_BYTES : bytes.length;
    const there = await this.#parts.bundle.read(path, limit);
    if (there === undefined) this.#parts.findings.fault('derived_missing', path);
    else if (there.length > limit) this.#differs(path);
    else if (sample) this.#compareSample(compareSample(bytes, there));
    else if (Buffer.compare(there, bytes) !== 0) this.#differs(path);
  }

  #compareSample(found: SignedSample | undefined): void {
    if (found === undefined) this.#differs('worksheet/sample.csv', 'sample_differs');
    else if (found.signed > 0) this.#signedOff = `; ${found.signed} of ${found.rows} in the sample signed off`;
  }

  async #takeLine(line: Uint8Array): Promise<void> {
    if (this.#population !== undefined) await this.#reading(POPULATION, this.#population.take(line));
  }

  async #endPopulation(population: SameBytes): Promise<void> {
    const same = await population.end();
    if (!same && !this.#unread.has(POPULATION)) this.#differs(POPULATION);
  }

  /** A file that cannot be read is told once, and compared no further. */
  async #reading(path: string, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch {
      if (!this.#unread.has(path)) this.#parts.findings.fault('read_failed', path);
      this.#unread.add(path);
    }
  }

  /** A version that makes other files of the same entries can not tell whether these were changed. */
  #differs(path: string, code: 'derived_differs' | 'sample_differs' = 'derived_differs'): void {
    const { findings, manifest } = this.#parts;
    findings.fault(manifest.tool === `sallyport ${version}` ? code : 'derived_otherwise', path);
  }
}
