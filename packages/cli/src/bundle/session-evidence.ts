import { createHash } from 'node:crypto';
import { fromUtf8, isSallyportError, isUuid, type RecordingDetails } from '@sallyport/core';
import type { BundleEntry } from '@sallyport/ledger';
import { digestNext, NOTHING_DIGESTED } from '@sallyport/recording';
import type { BundleFindings } from './bundle-findings.ts';
import type { KeptBundle } from './kept-bundle.ts';
import { recordingLines } from './recording-lines.ts';

interface Named {
  readonly session: string;
  readonly where: string;
  readonly recording: RecordingDetails;
}

/** What session evidence is checked with. */
export interface SessionEvidenceParts {
  readonly bundle: KeptBundle;
  readonly findings: BundleFindings;
  /** Whether the bundle says that recordings and sealed originals are in it. */
  readonly kept: boolean;
}

/**
 * Whether the recordings and sealed originals of a bundle are those that the outcomes in its range name. It takes no key. A recording that is
 * not there must have been purged, by an event; a sealed original need not ever have been brought.
 */
export class SessionEvidence {
  readonly #bundle: KeptBundle;
  readonly #findings: BundleFindings;
  readonly #kept: boolean;
  readonly #paths = new Set<string>();
  /** Recordings that are not there, until an event says that they were purged. */
  readonly #missing = new Map<string, string>();
  readonly #counts = { recordings: 0, originals: 0, purged: 0, unbrought: 0, left: 0 };

  constructor({ bundle, findings, kept }: SessionEvidenceParts) {
    this.#bundle = bundle;
    this.#findings = findings;
    this.#kept = kept;
  }

  /** Compares what the next entry names. */
  async take(entry: BundleEntry): Promise<void> {
    if (!('event' in entry)) return;
    const { metadata, api, unmapped, status_id } = entry.event;
    const session = api.request?.uid ?? '';
    const { recording } = unmapped;
    if (metadata.event_code === 'recording.purged' && status_id === 1 && this.#missing.delete(session)) {
      this.#counts.purged += 1;
    }
    if (entry.within !== 'range' || metadata.event_code !== 'session.outcome') return;
    if (recording?.digest === undefined && recording?.originals === undefined) return;
    await this.#look({ session, where: `entry ${entry.index}`, recording });
  }

  /** Reports that there are no more entries. */
  end(): void {
    for (const where of this.#missing.values()) this.#findings.fault('recording_missing', where);
    const { recordings, originals, purged, unbrought, left } = this.#counts;
    const without = this.#kept ? '' : `; the bundle was made without the ${left} that entries name`;
    this.#findings.done(
      'recordings',
      `${recordings} recordings, each with the digest that its outcome names; ${purged} purged${without}`,
    );
    const never = unbrought === 0 ? '' : `; ${unbrought} that entries name are not there`;
    this.#findings.done(
      'originals',
      `${originals} sealed originals, each with the digest that its outcome names${never}`,
    );
  }

  /** Whether entries name what is at this path. */
  belongs(path: string): boolean {
    return this.#paths.has(path);
  }

  async #look(named: Named): Promise<void> {
    const { session, where, recording } = named;
    if (!isUuid(session)) return this.#findings.fault('session_unnamed', where);
    if (!this.#kept) {
      this.#counts.left += 1;
      return;
    }
    if (recording.digest !== undefined) await this.#open('recordings', named);
    if (recording.originals !== undefined) await this.#open('originals', named);
  }

  async #open(folder: 'recordings' | 'originals', named: Named): Promise<void> {
    const path = `${folder}/${named.session}.jwes`;
    this.#paths.add(path);
    const bytes = await this.#bundle.open(path);
    try {
      if (folder === 'recordings') await this.#compareRecording(named, bytes);
      else await this.#compareOriginal(named, bytes);
    } catch (cause) {
      const corrupt = isSallyportError(cause) && cause.code === 'recording_corrupt';
      if (corrupt) this.#findings.fault('recording_changed', named.where);
      else this.#findings.fault('read_failed', path);
    }
  }

  async #compareRecording({ session, where, recording }: Named, bytes?: AsyncIterable<Uint8Array>): Promise<void> {
    const { segments = 0, digest } = recording;
    if (bytes === undefined && segments > 0) {
      this.#missing.set(session, where);
      return;
    }
    let digested = NOTHING_DIGESTED;
    for await (const jwe of recordingLines(bytes ?? nothing())) {
      if (sessionIn(jwe) !== session) return this.#findings.fault('recording_swapped', where);
      digested = await digestNext(digested, jwe);
      // One more than there should be is a change too, and there may be any number of them.
      if (digested.segments > segments) break;
    }
    if (digested.segments !== segments) this.#findings.fault('recording_cut', where);
    else if (Buffer.from(digested.digest).toString('base64url') !== digest) {
      this.#findings.fault('recording_changed', where);
    } else this.#counts.recordings += 1;
  }

  async #compareOriginal({ where, recording }: Named, bytes?: AsyncIterable<Uint8Array>): Promise<void> {
    if (bytes === undefined) {
      this.#counts.unbrought += 1;
      return;
    }
    const hash = createHash('sha256');
    for await (const chunk of bytes) hash.update(chunk);
    if (hash.digest('base64url') !== recording.originals) this.#findings.fault('originals_changed', where);
    else this.#counts.originals += 1;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** Whose a segment says it is: its protected header is no secret (RFC 7516 §4). */
function sessionIn(jwe: Uint8Array): string | undefined {
  try {
    const header = Buffer.from(fromUtf8(jwe).split('.', 1)[0] ?? '', 'base64url').toString();
    return (JSON.parse(header) as { readonly session?: string }).session;
  } catch {
    return undefined;
  }
}
