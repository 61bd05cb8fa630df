import type { TextLeaf } from '../text-document.ts';

/** One event of a stream as it came over the wire, and how to write it otherwise. */
export interface WireEvent {
  /** All of its bytes. */
  readonly bytes: Uint8Array;
  /** What it is called beside its data; `undefined` where nothing but its data may say it. */
  readonly name: string | undefined;
  /** Its data, JSON in most; `undefined` where it has none. */
  readonly data: string | undefined;
  /** What stands beside the data. */
  readonly leaves: readonly TextLeaf[];
  /** Its bytes with other data and other leaves. All else stays. */
  rewrite(changes: EventChanges): Uint8Array;
}

/** What to write instead of parts of an event. */
export interface EventChanges {
  /** The data, whether or not it is another. */
  readonly data: string | undefined;
  /** By the index in `leaves`. */
  readonly leaves: ReadonlyMap<number, string>;
}

/** How much may come. */
export interface SplitLimits {
  /** The most bytes of one event. */
  readonly eventBytes: number;
  /** The most bytes of all. */
  readonly limitBytes: number;
}

/** Cuts a stream into events. What it gives is all bytes there are, in order. */
export interface EventSplitter {
  /** The events that end in the chunk. Throws `upstream_too_large` past a limit, `upstream_invalid` of what is no event. */
  split(chunk: Uint8Array): Iterable<Uint8Array>;
  /** What came behind the last event, once the stream has ended. */
  rest(): Uint8Array;
}

/** How the events of a stream stand on the wire. */
export interface EventFraming {
  readonly mediaType: RegExp;
  openSplitter(limits: SplitLimits): EventSplitter;
  /** Reads an event; `first` of the first of a stream. Throws `upstream_invalid`. */
  read(bytes: Uint8Array, first: boolean): WireEvent;
}
