import { SallyportError } from '@sallyport/core';
import type { FileSinkConfig } from '../../config/index.ts';
import type { Sink, SinkEvent, SinkParts } from '../sink.ts';
import { untilAborted } from '../until-aborted.ts';
import { EventFile } from './event-file.ts';

const MOST = Object.freeze({ events: 500, bytes: 1_048_576 });

/**
 * Appends events to files of a folder, one JSON object a line: `2026-11-29T120000Z-000000004711-0f9c2f3e.jsonl`, by when it was begun (UTC) and the index of
 * its first event. A file is never written by two: who starts begins a new one, and so does who failed. Events are taken once they are on the
 * disk. Raises `sink_unavailable` where the folder cannot be written, or is full.
 */
export function fileSink(config: FileSinkConfig & { readonly name: string }, parts: Pick<SinkParts, 'clock'>): Sink {
  const files = new EventFiles(config, parts);
  return Object.freeze({
    name: config.name,
    kind: 'file',
    most: MOST,
    deliver: async (events, { signal }) => {
      if (signal.aborted) throw new SallyportError('cancelled');
      await untilAborted(files.append(events), signal);
    },
    close: () => files.close(),
  } satisfies Sink);
}

/** The files of one sink: at most one of them is open. Appends come one after the other, also one that nobody waits for any more. */
class EventFiles {
  readonly #config: FileSinkConfig;
  readonly #clock: SinkParts['clock'];
  #open: { readonly file: EventFile; readonly day: string } | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(config: FileSinkConfig, { clock }: Pick<SinkParts, 'clock'>) {
    this.#config = config;
    this.#clock = clock;
  }

  append(events: readonly SinkEvent[]): Promise<void> {
    return this.#after(async () => {
      const lines = Buffer.from(events.map(({ json }) => `${json}\n`).join(''));
      const file = await this.#fileFor(events, lines.length);
      await file.append(lines).catch(async (cause: unknown) => {
        this.#open = undefined;
        await file.cut().catch(() => undefined);
        throw cause;
      });
    });
  }

  close(): Promise<void> {
    return this.#after(() => this.#finish());
  }

  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work).catch(() => {
      throw new SallyportError('sink_unavailable');
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #fileFor([first]: readonly SinkEvent[], bytes: number): Promise<EventFile> {
    const now = new Date(this.#clock.now()).toISOString();
    const day = now.slice(0, 10);
    const { folder, maxBytes } = this.#config;
    const open = this.#open;
    const room = open !== undefined && (open.file.bytes === 0 || open.file.bytes + bytes <= maxBytes);
    if (open !== undefined && room && open.day === day && (await open.file.isThere())) return open.file;
    await this.#finish();
    const begun = `${day}T${now.slice(11, 19).replaceAll(':', '')}Z`;
    const index = String(first?.index ?? 0).padStart(12, '0');
    const file = await EventFile.create({ folder, name: `${begun}-${index}-${crypto.randomUUID().slice(0, 8)}.jsonl` });
    this.#open = { file, day };
    return file;
  }

  async #finish(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.file.close();
  }
}
