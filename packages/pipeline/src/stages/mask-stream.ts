import { type Entity, type EntityCounts, SallyportError, type Span } from '@sallyport/core';
import { type TransformOptions, transform as transformText } from '@sallyport/phi';
import { rewriteEventStream, type TextEdit, type TextWindow } from '@sallyport/wire';
import { type AnswerStream, chunksOf } from '../answer/answer-stream.ts';
import { committed } from '../answer/committed.ts';
import type { Answered } from '../exchange.ts';
import { RunningCommitment } from '../payload/commitment.ts';
import type { Door } from '../ports.ts';
import { exposed, findSpans } from './find-spans.ts';
import { mergeEdits, type Restore, rememberConversation, restorerOf } from './restore.ts';
import { mintTokens } from './tokens.ts';

/** What is known of a stream so far. */
export interface StreamTally {
  /** The bytes that came. */
  readonly came: RunningCommitment;
  /** The bytes that were given. */
  readonly given: RunningCommitment;
  /** The identifiers that were replaced. */
  readonly found: EntityCounts;
}

/** An answer that is masked while it comes. */
export interface MaskedStream {
  readonly stream: AnswerStream;
  readonly tally: StreamTally;
}

/** The most bytes of an answer that comes in events: 64 MiB. */
const LIMIT_BYTES = 67_108_864;

/**
 * Masks an answer as it comes. Reading raises `upstream_invalid` of what cannot be read, `phi_in_structure` and `upstream_too_large`;
 * what was given by then was masked.
 */
export function maskStream(door: Door, exchange: Answered, source: AnswerStream): MaskedStream {
  const { meter, session } = exchange;
  const tally = new Tally(session.salt);
  const judging = new Judging(door, exchange, tally);
  const chunks = rewriteEventStream(exchange.operation, chunksOf(committed(source, tally.came)), {
    maxDepth: door.maxDepth,
    lookAhead: exchange.decision.lookAhead,
    limitBytes: LIMIT_BYTES,
    judge: (windows) => judging.judge(windows),
    released: (edits) => judging.released(edits),
    signal: exchange.call.signal,
    ...(meter === undefined ? {} : { heard: (json: string) => meter.event(json) }),
  })[Symbol.asyncIterator]();
  return {
    tally,
    stream: {
      read: async () => {
        const next = await chunks.next();
        if (next.done !== true) return next.value;
        meter?.end();
        return undefined;
      },
      cancel: async () => {
        await source.cancel();
        await chunks.return?.().catch(() => undefined);
      },
    },
  };
}

class Tally implements StreamTally {
  readonly came: RunningCommitment;
  readonly given: RunningCommitment;
  readonly #found: Partial<Record<Entity, number>> = {};

  constructor(salt: Uint8Array) {
    this.came = new RunningCommitment(salt);
    this.given = new RunningCommitment(salt);
  }

  get found(): EntityCounts {
    return Object.freeze({ ...this.#found });
  }

  add(entity: Entity): void {
    this.#found[entity] = (this.#found[entity] ?? 0) + 1;
  }
}

/** Judges windows of text by the door's detector and the plan for answers, and puts the caller's own values back where policy says so. */
class Judging {
  readonly #door: Door;
  readonly #exchange: Answered;
  readonly #tally: Tally;
  readonly #restore: Restore | undefined;
  readonly #entities = new WeakMap<TextEdit, Entity>();

  constructor(door: Door, exchange: Answered, tally: Tally) {
    this.#door = door;
    this.#exchange = exchange;
    this.#tally = tally;
    this.#restore = restorerOf(exchange);
  }

  async judge(windows: readonly TextWindow[]): Promise<readonly (readonly TextEdit[])[]> {
    const spans = await findSpans(this.#door.detect, windows);
    if (exposed(windows, spans)) throw new SallyportError('phi_in_structure');
    rememberConversation(this.#exchange, windows);
    const plan = this.#exchange.decision.operators.back;
    const { tokens: scope, subject } = this.#exchange;
    const tokens = await mintTokens({ leaves: windows, spans, plan, tokens: scope }, 'answer');
    const options = { subject, ...(tokens === undefined ? {} : { tokens }) };
    return windows.map((window, index) => {
      if (window.role !== 'text') return [];
      return mergeEdits(this.#edits(window, spans[index] ?? [], options), this.#restore?.(window) ?? []);
    });
  }

  /** A window may be judged several times over; what is released is released once. */
  released(edits: readonly TextEdit[]): void {
    for (const edit of edits) {
      const entity = this.#entities.get(edit);
      if (entity !== undefined) this.#tally.add(entity);
    }
  }

  #edits({ text, from }: TextWindow, spans: readonly Span[], options: TransformOptions): readonly TextEdit[] {
    const { decision } = this.#exchange;
    return spans.flatMap((span) => {
      if (span.end <= from) return [];
      // Of what began before, the rest.
      const start = Math.max(span.start, from);
      const found = text.slice(start, span.end);
      const whole = [{ ...span, start: 0, end: found.length }];
      const replaced = transformText(found, whole, decision.operators.back, options).text;
      if (replaced === found) return [];
      const edit = Object.freeze({ start, end: span.end, text: replaced });
      this.#entities.set(edit, span.type);
      return [edit];
    });
  }
}
