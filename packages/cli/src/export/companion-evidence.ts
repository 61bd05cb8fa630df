import { fromUtf8, isUuid, SallyportError } from '@sallyport/core';
import { decodeEntryBundle, entryBundlePath, type PlacedLeaf, type TileAddress, tilePath } from '@sallyport/ledger';
import { type AdminAnswer, numberOf, textOf } from '../admin/admin-answer.ts';
import type { AdminCall, AdminClient } from '../admin/admin-client.ts';
import type { ExportPlan } from './export-state.ts';
import type { ExportWish } from './export-wish.ts';
import { patiently } from './patiently.ts';
import { placedLines } from './placed-lines.ts';
import { sizeOfNote } from './size-of-note.ts';

/** What is asked for beside a range, each at most 500. */
export interface ContextQuestion {
  readonly kids?: readonly string[];
  readonly sessions?: readonly string[];
  readonly reviews?: readonly string[];
  readonly purged?: readonly string[];
}

/** The latest state of a log. */
export type LogHead = Pick<ExportPlan, 'size' | 'checkpoint' | 'witnessed'>;

/** Far over 256 entries, a trust file, a policy or a configuration: 16 MiB and a little. */
const MOST_BYTES = 16_842_752;

/**
 * What a companion gives to an auditor who exports evidence. Nothing of it is believed: the export is verified when it is there. What fails in a way
 * that may pass is tried again; then each raises the error that the companion names, `companion_unreachable`, `companion_invalid`.
 */
export class CompanionEvidence {
  readonly #client: AdminClient;
  readonly #signal: AbortSignal;

  constructor(client: AdminClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  /** Begins an export, which is an event. It is not tried again: each time would be another one. */
  async begin({ from, to, filter, recordings }: ExportWish): Promise<ExportPlan> {
    const body = {
      ...(from !== undefined && { from: new Date(from).toISOString() }),
      ...(to !== undefined && { to: new Date(to).toISOString() }),
      ...(filter !== undefined && { filtered: 'true' }),
      ...(recordings && { recordings: 'true' }),
    };
    const call = { method: 'POST', path: '/v1/admin/exports', body, signal: this.#signal } as const;
    const answer = await this.#client.call(call);
    const [first, end, event] = [numberOf(answer, 'first'), numberOf(answer, 'end'), numberOf(answer, 'event')];
    const checkpoint = textOf(answer, 'checkpoint');
    const witnessed = answer.witnessed === undefined ? {} : { witnessed: textOf(answer, 'witnessed') };
    return { first, end, event, size: sizeOfNote(checkpoint), checkpoint, ...witnessed };
  }

  /** The log as it is now. */
  async head(): Promise<LogHead> {
    // Before the other one, which then is no smaller.
    const witnessed = await this.#file('/log/witnessed').catch((cause: unknown) => {
      if (Object(cause).code === 'route_unknown') return undefined;
      throw cause;
    });
    const checkpoint = fromUtf8(await this.#file('/log/checkpoint'));
    const note = witnessed === undefined ? {} : { witnessed: fromUtf8(witnessed) };
    return { checkpoint, size: sizeOfNote(checkpoint), ...note };
  }

  /** The keys by which the log is believed, `trust.json`. */
  trust(): Promise<Uint8Array> {
    return this.#file('/v1/trust');
  }

  /** The hashes of a tile. */
  tile(address: TileAddress): Promise<Uint8Array> {
    return this.#file(`/log/${tilePath(address)}`);
  }

  /** A bundle of entries, and how many bytes it has. */
  async entries(bundle: Omit<TileAddress, 'level'>): Promise<{ bytes: Uint8Array; leaves: readonly Uint8Array[] }> {
    const bytes = await this.#file(`/log/${entryBundlePath(bundle)}`);
    const leaves = invalidUnless(() => decodeEntryBundle(bytes));
    if (leaves.length !== bundle.width) throw new SallyportError('companion_invalid');
    return { bytes, leaves };
  }

  /** Where the entries stand that others rest on, ascending. */
  async context(question: ContextQuestion): Promise<readonly number[]> {
    const members = Object.entries(question).filter(([, names]) => names.length > 0);
    if (members.length === 0) return [];
    const body = Object.fromEntries(members.map(([name, names]) => [name, names.join(',')]));
    return indexesOf(await this.#call({ method: 'POST', path: '/v1/admin/exports/context', body }));
  }

  /** Entries by where they stand, at most 500, ascending: all of them. Not tried again once it has begun. */
  async *placed(indexes: readonly number[]): AsyncGenerator<PlacedLeaf> {
    if (indexes.length === 0) return;
    const body = { indexes: indexes.join(',') };
    let at = 0;
    for await (const placed of placedLines(
      await this.#stream({ method: 'POST', path: '/v1/admin/exports/entries', body }),
      'companion_invalid',
    )) {
      if (placed.index !== indexes[at]) throw new SallyportError('companion_invalid');
      at += 1;
      yield placed;
    }
    if (at < indexes.length) throw new SallyportError('companion_invalid');
  }

  /** The text of a policy, or of a configuration, by its digest. Raises `version_unknown`. */
  content(what: 'policy' | 'config', digest: string): Promise<Uint8Array> {
    return this.#bytes({ method: 'POST', path: `/v1/admin/exports/${what}`, body: { digest } });
  }

  /** A recording, or an original, still sealed. Raises `recording_unknown`, `recording_purged`. Not tried again once it has begun. */
  sealed(kind: 'recordings' | 'originals', session: string): Promise<AsyncIterable<Uint8Array>> {
    if (!isUuid(session)) throw new SallyportError('recording_unknown');
    return this.#stream({ method: 'GET', path: `/v1/admin/exports/${kind}/${session}` });
  }

  #file(path: AdminCall['path']): Promise<Uint8Array> {
    return this.#bytes({ method: 'GET', path });
  }

  #call(call: AdminCall): Promise<AdminAnswer> {
    return patiently(() => this.#client.call({ ...call, signal: this.#signal }), this.#signal);
  }

  #stream(call: AdminCall): Promise<AsyncIterable<Uint8Array>> {
    return patiently(() => this.#client.stream({ ...call, signal: this.#signal }), this.#signal);
  }

  #bytes(call: AdminCall): Promise<Uint8Array> {
    const read = async () => collect(await this.#client.stream({ ...call, signal: this.#signal }));
    return patiently(read, this.#signal);
  }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new SallyportError('companion_invalid');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function indexesOf({ indexes }: AdminAnswer): readonly number[] {
  const sound = Array.isArray(indexes) && indexes.every((index) => Number.isSafeInteger(index) && index >= 0);
  if (!sound) throw new SallyportError('companion_invalid');
  return indexes as readonly number[];
}

function invalidUnless<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new SallyportError('companion_invalid');
  }
}
