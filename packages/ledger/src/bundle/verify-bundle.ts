import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { toBase64 } from '../encoding/base64.ts';
import { checkNotes } from '../verify/check-notes.ts';
import { type CheckedEntry, EventChecks } from '../verify/event-checks.ts';
import { ExportedLedger } from '../verify/exported-ledger.ts';
import { BUNDLE_CHECKS } from '../verify/fault.ts';
import { Findings } from '../verify/findings.ts';
import { readFile } from '../verify/read-file.ts';
import type { VerifyReport } from '../verify/report.ts';
import { CLOCK_SLACK_MS } from '../verify/time-order.ts';
import type { Trust } from '../verify/trust.ts';
import { importKeys, type TrustedKeys } from '../verify/trusted-keys.ts';
import type { VerifyOptions } from '../verify/verify-ledger.ts';
import { BundleEntries } from './bundle-entries.ts';
import type { BundleEntry } from './bundle-entry.ts';
import type { BundleSource } from './bundle-source.ts';
import { BundleTree } from './bundle-tree.ts';
import { checkTileFiles } from './check-tile-files.ts';
import { checkWitnessed } from './check-witnessed.ts';
import { ExportRecord } from './export-record.ts';
import type { BundleManifest } from './manifest.ts';
import { isInPeriod, PeriodCheck, timeOf } from './period-check.ts';
import { MAX_MANIFEST_BYTES, readManifest } from './read-manifest.ts';

const MANIFEST = 'manifest.json';

/** What a bundle is verified with. */
export interface BundleOptions extends VerifyOptions {
  /**
   * Told of each entry once it was verified, in the log's order, context included; the next is read once it resolves. An entry of which
   * something is wrong alone is left out; so whoever is told believes none of it before the report is there. What it raises, `verifyBundle` does.
   */
  readonly take?: (entry: BundleEntry) => void | Promise<void>;
}

/** What `verifyBundle` found. */
export interface BundleReport extends VerifyReport {
  /** Absent where it could not be read. */
  readonly manifest?: BundleManifest;
  /** The names of the trusted witnesses that cosigned the checkpoint, or an earlier one from which it goes on. */
  readonly witnesses: readonly string[];
  /** How many entries of the range are there by their hashes alone, because a filter did not choose them. */
  readonly withheld: number;
}

/**
 * Checks an evidence bundle against the keys one trusts, and nothing else. The trust opens the checkpoint; the tiles give its root hash; each
 * entry has the hash that the tiles have in its place; and what entries say together is checked as `verifyLedger` does, of the part of the
 * log that is here. That the range has every entry of the period is proven, see `PeriodCheck`; that a filter left nothing out is not, and
 * cannot be. The log has an event of the export. No entry of the context is counted to the range.
 *
 * Of the files it reads `manifest.json`, `checkpoint`, `witnessed`, `selected.ndjson`, `context.ndjson` and all below `tile/`: of leaves, the
 * tiles of the range, of each context entry, and of the right edge at `size` and at the size of `witnessed`. Whose the others are, and
 * whether they may be there, is the caller's to check, with what `take` is told.
 *
 * Linear in the entries; one tile of them in memory at a time, besides ids, as `verifyLedger`. Never rejects, whatever the files hold, but
 * with what `take` raises.
 */
export async function verifyBundle(
  source: BundleSource,
  trust: Trust,
  options: BundleOptions = {},
): Promise<BundleReport> {
  const verification = new BundleVerification(source, options);
  await verification.run(trust);
  return verification.report();
}

/** One verification of a bundle, as far as it has come. */
class BundleVerification {
  readonly #source: BundleSource;
  readonly #options: BundleOptions;
  readonly #findings = new Findings(BUNDLE_CHECKS);
  readonly #ledger: ExportedLedger;
  #manifest: BundleManifest | undefined;
  #checkpoint: Checkpoint | undefined;
  #entries: BundleEntries | undefined;
  readonly #witnesses = new Set<string>();
  #raised: { readonly cause: unknown } | undefined;

  constructor(source: BundleSource, options: BundleOptions) {
    this.#source = source;
    this.#options = options;
    this.#ledger = new ExportedLedger(source, this.#findings);
  }

  async run(trust: Trust): Promise<void> {
    try {
      const keys = await importKeys(trust, this.#findings);
      if (keys !== undefined) await this.#open(keys);
    } catch {
      if (this.#raised !== undefined) throw this.#raised.cause;
      this.#findings.fault('check_failed', 'bundle');
    }
  }

  report(): BundleReport {
    return Object.freeze({
      ...this.#findings.report(this.#checkpoint),
      ...(this.#manifest === undefined ? {} : { manifest: this.#manifest }),
      witnesses: Object.freeze([...this.#witnesses]),
      withheld: this.#entries?.withheld ?? 0,
    });
  }

  async #open(keys: TrustedKeys): Promise<void> {
    const manifest = await this.#readManifest();
    const checkpoint = await this.#ledger.checkpoint(keys.logKeys);
    if (manifest === undefined || checkpoint === undefined) return;
    this.#checkpoint = checkpoint;
    const cosigners = await this.#ledger.cosigners(keys.witnesses);
    for (const { name } of cosigners) this.#witnesses.add(name);
    const seen =
      keys.witnesses.length === 0 ? '' : ` and cosigned by ${cosigners.length} of ${keys.witnesses.length} witnesses`;
    this.#findings.done('checkpoint', `signed by a trusted key${seen}, for ${checkpoint.size} entries`);
    if (!isOfLog(manifest, checkpoint)) {
      this.#findings.fault('manifest_log', MANIFEST);
      return;
    }
    const tree = new BundleTree(this.#source, checkpoint);
    if (await tree.open(this.#findings)) await this.#check({ keys, manifest, checkpoint, tree });
  }

  async #readManifest(): Promise<BundleManifest | undefined> {
    const bytes = await readFile(this.#source, MANIFEST, MAX_MANIFEST_BYTES);
    if (bytes === undefined) {
      this.#findings.fault('manifest_missing', MANIFEST);
      return undefined;
    }
    try {
      this.#manifest = readManifest(bytes);
    } catch {
      this.#findings.fault('manifest_malformed', MANIFEST);
    }
    return this.#manifest;
  }

  async #check({ keys, manifest, checkpoint, tree }: Opened): Promise<void> {
    const [source, findings, ledger] = [this.#source, this.#findings, this.#ledger];
    const { slackMs = CLOCK_SLACK_MS } = this.#options;
    this.#entries = new BundleEntries({ source, ledger, tree, manifest, findings });
    const excused = excusing(manifest);
    const events = new EventChecks({ eventKeys: keys.eventKeys, findings, slackMs, excused });
    const period = new PeriodCheck({ manifest, findings, slackMs });
    const record = new ExportRecord(manifest);
    for await (const entries of this.#entries.tiles()) {
      period.foresee(entries);
      const checked = await events.take(entries);
      await events.compare(tree);
      for (const one of checked) {
        period.take(one);
        record.take(one);
        await this.#tell(one, manifest);
      }
    }
    if (!this.#entries.complete) return;
    period.end();
    events.end();
    if (!record.found) findings.fault('manifest_unrecorded', MANIFEST);
    findings.done('manifest', 'of this log, and of an export that the log has an event of');
    await checkTileFiles({ source, tree, manifest, findings });
    await this.#checkOthers({ keys, manifest, checkpoint, tree });
  }

  /** What others saw of the log. */
  async #checkOthers({ keys, checkpoint, tree }: Opened): Promise<void> {
    const [source, findings] = [this.#source, this.#findings];
    const { notes = [] } = this.#options;
    const witnessed = await checkWitnessed({ source, keys, checkpoint, tree, findings });
    for (const name of witnessed?.names ?? []) this.#witnesses.add(name);
    const known = await checkNotes({ notes, logKeys: keys.logKeys, checkpoint, tree, findings });
    const seen =
      witnessed && `${witnessed.names.length} witnesses cosigned a state of this log of ${witnessed.size} entries`;
    findings.done('witnessed', seen === undefined ? known : `${seen}; ${known}`);
  }

  async #tell(checked: CheckedEntry, manifest: BundleManifest): Promise<void> {
    try {
      await this.#options.take?.(bundleEntry(checked, manifest));
    } catch (cause) {
      this.#raised = { cause };
      throw cause;
    }
  }
}

interface Opened {
  readonly keys: TrustedKeys;
  readonly manifest: BundleManifest;
  readonly checkpoint: Checkpoint;
  readonly tree: BundleTree;
}

function isOfLog({ origin, size, root }: BundleManifest, checkpoint: Checkpoint): boolean {
  return origin === checkpoint.origin && size === checkpoint.size && root === toBase64(checkpoint.root);
}

/** What is committed together may lie on both sides of where the range begins or ends, outside of the period. */
function excusing(manifest: BundleManifest): (checked: CheckedEntry) => boolean {
  const { end, size } = manifest;
  return (checked) => {
    const { entry, leaf } = checked;
    const isCut = 'proof' in leaf && entry.index === end - 1 && end < size;
    return entry.context === true || isCut || !isInPeriod(manifest, timeOf(checked));
  };
}

function bundleEntry(checked: CheckedEntry, manifest: BundleManifest): BundleEntry {
  const { entry, leaf } = checked;
  const time = timeOf(checked);
  const within = entry.context === true ? 'context' : 'range';
  const placed = { index: entry.index, kid: leaf.kid, within, inPeriod: isInPeriod(manifest, time), time } as const;
  return 'event' in leaf ? { ...placed, event: leaf.event } : { ...placed, id: leaf.id, proof: leaf.proof };
}
