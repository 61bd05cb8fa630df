import { createHash } from 'node:crypto';
import { fromUtf8, type RecordingDetails } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import { digestNext, NOTHING_DIGESTED } from '@sallyport/recording';
import type { PartKind, SegmentStore } from '../recordings/index.ts';
import type { LeafRow } from './leaf-rows.ts';
import type { StoreFindings } from './store-findings.ts';

/** Where what sessions left is kept. */
export interface KeptParts {
  /** The store that a session's recording, or original, is in: `undefined` where there is no row of it. Raises what the database does. */
  storeOf(kind: PartKind, session: string): Promise<Pick<SegmentStore, 'read'> | undefined>;
}

interface Named {
  readonly session: string;
  readonly where: string;
  readonly recording: RecordingDetails;
}

/**
 * Whether the recordings that are kept are those that the ledger names: the digest of the stored segments is the one in the outcome of the
 * session. It takes no key. One that is gone must have been purged, by an event.
 */
export class KeptRecordings {
  readonly #kept: KeptParts;
  readonly #findings: StoreFindings;
  /** Those of which nothing is there, until an event says that they were purged. */
  readonly #missing = new Map<string, string>();
  #compared = 0;
  #purged = 0;

  constructor(kept: KeptParts, findings: StoreFindings) {
    this.#kept = kept;
    this.#findings = findings;
  }

  /** Compares the recordings that some entries name. */
  async take(leaves: readonly LeafRow[]): Promise<void> {
    for (const { index, entry } of leaves) {
      if (entry?.event !== undefined) await this.#takeEvent(entry.event, `entry ${index}`);
    }
  }

  /** Reports that there are no more entries. */
  end(): void {
    for (const where of this.#missing.values()) this.#findings.fault('recording_missing', where);
    const kept = `${this.#compared} recordings and sealed originals, each with the digest that the ledger names`;
    this.#findings.done('recordings', `${kept}; ${this.#purged} purged`);
  }

  async #takeEvent({ metadata, api, unmapped, status_id }: LedgerEvent, where: string): Promise<void> {
    const session = api.request?.uid ?? '';
    const { recording } = unmapped;
    const kind = metadata.event_code;
    if (kind === 'recording.purged' && status_id === 1) {
      this.#purged += 1;
      this.#missing.delete(session);
    }
    if (kind !== 'session.outcome' || recording === undefined) return;
    try {
      if (recording.digest !== undefined) await this.#compareRecording({ session, where, recording });
      if (recording.originals !== undefined) await this.#compareOriginal({ session, where, recording });
    } catch {
      this.#findings.fault('recording_unread', where);
    }
  }

  async #compareRecording({ session, where, recording: { segments = 0, digest } }: Named): Promise<void> {
    const store = await this.#kept.storeOf('recording', session);
    let digested = NOTHING_DIGESTED;
    // One more than there should be is a change too.
    for (let index = 0; index <= segments; index += 1) {
      const jwe = await store?.read({ kind: 'recording', session, index });
      if (jwe === undefined) break;
      if (index < segments && sessionIn(jwe) !== session) return this.#findings.fault('recording_swapped', where);
      digested = await digestNext(digested, jwe);
    }
    if (digested.segments < segments) this.#missing.set(session, where);
    else if (digestOf(digested) !== digest) this.#findings.fault('recording_changed', where);
    else this.#compared += 1;
  }

  /** A client may not have uploaded it: what is not there is no fault. */
  async #compareOriginal({ session, where, recording: { originals } }: Named): Promise<void> {
    const store = await this.#kept.storeOf('originals', session);
    const hash = createHash('sha256');
    let parts = 0;
    for (; ; parts += 1) {
      const bytes = await store?.read({ kind: 'originals', session, index: parts });
      if (bytes === undefined) break;
      hash.update(bytes);
    }
    if (parts === 0) return;
    if (hash.digest('base64url') !== originals) this.#findings.fault('originals_changed', where);
    else this.#compared += 1;
  }
}

function digestOf({ digest }: { readonly digest: Uint8Array }): string {
  return Buffer.from(digest).toString('base64url');
}

/** Whose a segment says it is: its protected header is no secret (RFC 7516 §4). */
function sessionIn(jwe: Uint8Array): string | undefined {
  try {
    const header = Buffer.from(fromUtf8(jwe).split('.', 1)[0] ?? '', 'base64url').toString();
    return (JSON.parse(header) as { readonly session?: string }).session;
  } catch {
    return undefined;
  }
}
