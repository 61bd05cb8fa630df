import type { BundleEntry, BundleManifest, Trust } from '@sallyport/ledger';
import type { BundleFindings } from './bundle-findings.ts';
import { toldPath } from './bundle-path.ts';
import { DerivedFiles } from './derived-files.ts';
import type { KeptBundle } from './kept-bundle.ts';
import { keptWitnesses } from './kept-witnesses.ts';
import { NamedContent } from './named-content.ts';
import { SessionEvidence } from './session-evidence.ts';

/** What may be there whatever the entries say. The files below `tile/`, and that entries stand in one form alone, `verifyBundle` checks. */
const FIXED = new Set([
  ...['manifest.json', 'trust.json', 'checkpoint', 'witnessed', 'selected.ndjson', 'context.ndjson'],
  ...['summary.json', 'report.html', 'worksheet/population.csv', 'worksheet/sample.csv'],
]);

/** What the files beside a bundle's entries are checked with. */
export interface BesideParts {
  readonly bundle: KeptBundle;
  readonly findings: BundleFindings;
  readonly manifest: BundleManifest;
  /** The keys that the bundle was made with. */
  readonly trust: Trust;
}

/** Checks all that lies beside a bundle's entries, by the entries, which come one after the other and are verified. */
export class BesideEntries {
  readonly #parts: BesideParts;
  readonly #content: NamedContent;
  readonly #sessions: SessionEvidence;
  readonly #derived: DerivedFiles;

  private constructor(parts: BesideParts, derived: DerivedFiles) {
    const { bundle, findings, manifest } = parts;
    this.#parts = parts;
    this.#content = new NamedContent(bundle, findings);
    this.#sessions = new SessionEvidence({ bundle, findings, kept: manifest.recordings });
    this.#derived = derived;
  }

  /** Reads what is needed before the first entry. */
  static async open(parts: BesideParts): Promise<BesideEntries> {
    const witnesses = await keptWitnesses(parts.bundle, parts.trust);
    return new BesideEntries(parts, await DerivedFiles.open({ ...parts, witnesses }));
  }

  /** Checks what the next entry names. */
  async take(entry: BundleEntry): Promise<void> {
    await this.#content.take(entry);
    await this.#sessions.take(entry);
    await this.#derived.take(entry);
  }

  /** Reports, now that there are no more entries. */
  async end(): Promise<void> {
    this.#content.end();
    this.#sessions.end();
    await this.#derived.end();
    await this.#checkFiles();
  }

  async #checkFiles(): Promise<void> {
    const { bundle, findings } = this.#parts;
    let count = 0;
    for await (const { path, fault } of bundle.files()) {
      count += 1;
      if (fault === undefined && !this.#belongs(path)) findings.fault('file_unknown', toldPath(path));
    }
    findings.done('files', `${count} files, each of which belongs to it`);
  }

  #belongs(path: string): boolean {
    const own = FIXED.has(path) || path.startsWith('tile/');
    return own || this.#content.belongs(path) || this.#sessions.belongs(path);
  }
}
