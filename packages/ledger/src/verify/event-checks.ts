import type { EventKeys } from '../event/event-key.ts';
import { ClientKeys } from './client-keys.ts';
import type { EarlierRoots } from './earlier-roots.ts';
import { EventHistory } from './event-history.ts';
import type { Findings } from './findings.ts';
import { Heartbeats } from './heartbeats.ts';
import { claimedSigner, type InspectedLeaf, inspectClientLeaf, inspectOwnLeaf } from './inspect-leaf.ts';
import type { PlacedLeaf } from './placed-leaf.ts';
import { ReviewHistory } from './review-history.ts';
import { TimeOrder } from './time-order.ts';

/** An entry to check. */
export interface EntryToCheck extends PlacedLeaf {
  /** It stands outside of what is verified, which rests on it. */
  readonly context?: boolean;
}

/** An entry that was verified. */
export interface CheckedEntry {
  readonly entry: EntryToCheck;
  readonly leaf: InspectedLeaf;
  /** Whether the companion signed it, or else a client. */
  readonly own: boolean;
}

/** What events are checked with. */
export interface EventChecksParts {
  readonly eventKeys: EventKeys;
  readonly findings: Findings;
  /** How far clocks may differ, see `TimeOrder`. */
  readonly slackMs: number;
  /** See `Place`. Default: of none. */
  readonly excused?: (entry: CheckedEntry) => boolean;
}

/** Checks the events of a ledger one after the other, from the first to the last: who signed each, and what they are together. */
export class EventChecks {
  readonly #eventKeys: EventKeys;
  readonly #findings: Findings;
  readonly #clients = new ClientKeys();
  readonly #history: EventHistory;
  readonly #times: TimeOrder;
  readonly #heartbeats: Heartbeats;
  readonly #reviews: ReviewHistory;
  readonly #excused: (entry: CheckedEntry) => boolean;
  #count = 0;
  /** The index after that of the last entry. */
  #next = 0;

  constructor({ eventKeys, findings, slackMs, excused = () => false }: EventChecksParts) {
    this.#eventKeys = eventKeys;
    this.#findings = findings;
    this.#excused = excused;
    this.#history = new EventHistory(findings);
    this.#reviews = new ReviewHistory(findings, slackMs);
    this.#times = new TimeOrder(findings, slackMs);
    this.#heartbeats = new Heartbeats(findings);
  }

  /** Checks the next entries, and gives those of which nothing is wrong with the signature. */
  async take(entries: readonly EntryToCheck[]): Promise<readonly CheckedEntry[]> {
    // A client's key counts from the grant that names it on: those leaves are verified in their turn, all others at once.
    const signers = entries.map(({ leaf }) => claimedSigner(leaf));
    const own = await Promise.all(
      entries.map(({ leaf }, at) => (this.#isOwn(signers[at]) ? inspectOwnLeaf(leaf, this.#eventKeys) : undefined)),
    );
    const checked: CheckedEntry[] = [];
    for (const [at, entry] of entries.entries()) {
      const proof = signers[at]?.proof === true;
      const leaf = own[at] ?? (await inspectClientLeaf(entry.leaf, { clients: this.#clients, proof }));
      if (typeof leaf === 'string') this.#findings.fault(leaf, `entry ${entry.index}`);
      else checked.push(await this.#takeLeaf({ entry, leaf, own: own[at] !== undefined }));
    }
    this.#count += entries.length;
    return checked;
  }

  /** Compares what was said of the log with its tree, which has grown over all entries that were taken. */
  compare(tree: EarlierRoots): Promise<void> {
    return this.#heartbeats.compare(tree);
  }

  /** Reports that there are no more entries. */
  end(): void {
    this.#history.end();
    this.#reviews.end(this.#next);
    this.#times.end();
    this.#heartbeats.end();
    const clients = this.#clients.keys.size;
    const by = clients === 0 ? '' : ` or one of ${clients} client keys that grants name`;
    this.#findings.done('signatures', `${this.#count} events, each signed by a trusted key${by}`);
  }

  async #takeLeaf(checked: CheckedEntry): Promise<CheckedEntry> {
    const { entry, leaf, own } = checked;
    const place = { index: entry.index, where: `entry ${entry.index}`, excused: this.#excused(checked) };
    if (entry.index !== this.#next) this.#times.gap();
    this.#next = entry.index + 1;
    if ('event' in leaf && !(await this.#clients.learn(leaf.event))) this.#findings.fault('client_key', place.where);
    this.#history.take(leaf, place);
    this.#reviews.take(leaf, place);
    this.#times.take(leaf, { where: place.where, own });
    if (own && 'event' in leaf && entry.context !== true) this.#heartbeats.take(leaf.event, entry.index);
    return checked;
  }

  #isOwn(signer: ReturnType<typeof claimedSigner>): boolean {
    return signer !== undefined && !signer.proof && this.#eventKeys.has(signer.kid);
  }
}
