import { SallyportError, untilAborted } from '@sallyport/core';
import { DEFAULT_MAX_DEPTH } from '../body-limits.ts';
import type { Draft } from '../draft.ts';
import type { EventShapes } from '../operations/event-shapes.ts';
import { Channels } from './channels.ts';
import type { EventStreamOptions } from './event-stream.ts';
import { framingOf } from './framing-of.ts';
import { HeldEvent } from './held-event.ts';
import { JudgedLeaves } from './judged-leaves.ts';
import { lookAheadOf } from './look-ahead.ts';
import type { Question } from './question.ts';
import { EventReader } from './read-event.ts';
import { checkEdits } from './text-edits.ts';

/** What an event repeats of a text that came in pieces, known once that is decided. */
type Repeat = () => void;

/** Takes the events of a stream one by one, has judged what can be judged, and gives those that are decided, in order. */
export class EventRewriter {
  readonly #options: EventStreamOptions;
  readonly #reader: EventReader;
  readonly #channels: Channels;
  readonly #judged = new JudgedLeaves();
  #held: HeldEvent[] = [];
  #first = 0;
  #questions: readonly Question[] = [];
  #repeats: Repeat[] = [];
  #hasFailed = false;

  constructor(shapes: EventShapes, options: EventStreamOptions) {
    this.#options = options;
    this.#reader = new EventReader(shapes, {
      framing: framingOf(shapes),
      maxDepth: options.maxDepth ?? DEFAULT_MAX_DEPTH,
    });
    this.#channels = new Channels(lookAheadOf(options.lookAhead));
  }

  /** Whether a judgement failed: nothing more may be given. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Whether something is to be judged. */
  get asks(): boolean {
    return this.#questions.length > 0;
  }

  /** Whether an event waits. */
  get holds(): boolean {
    return this.#first < this.#held.length;
  }

  /** Takes the bytes of an event. Throws `upstream_invalid` and `upstream_too_large`. */
  read(bytes: Uint8Array): void {
    const { event, name, json, isDone } = this.#reader.read(bytes);
    if (json !== undefined && event.data !== undefined) this.#options.heard?.(event.data);
    const held = new HeldEvent(event, json?.draft);
    if (json !== undefined)
      this.#channels.take(json.positions, { name: this.#reader.knows(name) ? name : undefined, event: held });
    if (isDone) this.#channels.endAll();
    this.#held.push(held);
    const lines =
      event.leaves.length === 0
        ? []
        : held.askLines((leaf) => (leaf.field === 'event' && this.#reader.knows(leaf.text)) || this.#judged.has(leaf));
    const leaves =
      json === undefined ? [] : this.#askLeaves(held, { draft: json.draft, pieces: json.positions.leaves });
    this.#questions = [...lines, ...leaves, ...this.#channels.ask()];
    if (this.#questions.length === 0) this.#repeat();
  }

  /** All texts end. */
  end(): void {
    this.#channels.endAll();
    this.#questions = this.#channels.ask();
  }

  /** Judges all that can be judged. */
  async judge(): Promise<void> {
    try {
      while (this.#questions.length > 0) {
        await this.#ask(this.#questions);
        this.#questions = this.#channels.ask();
      }
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
    this.#repeat();
  }

  /** The events that are decided, with all before them. */
  *leaving(): Generator<Uint8Array, void> {
    for (let held = this.#held[this.#first]; held?.isDecided; held = this.#held[this.#first]) {
      this.#first += 1;
      yield held.take();
    }
    if (this.#first < this.#held.length / 2) return;
    this.#held = this.#held.slice(this.#first);
    this.#first = 0;
  }

  async #ask(questions: readonly Question[]): Promise<void> {
    const { judge, signal, released } = this.#options;
    const answers = await untilAborted(judge(questions.map(({ window }) => window)), signal);
    if (answers.length !== questions.length) throw new SallyportError('internal');
    const made = questions.flatMap(({ window, settle }, index) => {
      const edits = answers[index] ?? [];
      checkEdits(window, edits);
      if (edits.length === 0 && window.last && window.from === 0) this.#judged.add(window);
      return settle(edits);
    });
    if (made.length > 0) released?.(made);
  }

  /** Asks about the leaves of an event that are no pieces; those that repeat a text follow it instead. */
  #askLeaves(
    held: HeldEvent,
    { draft, pieces }: { readonly draft: Draft; readonly pieces: ReadonlySet<number> },
  ): readonly Question[] {
    const repeated = new Set<number>(pieces);
    for (const slot of draft.slots) {
      const text = 'leaf' in slot ? (draft.leaves[slot.leaf]?.text ?? '') : slot.draft.source;
      const channel = 'leaf' in slot && pieces.has(slot.leaf) ? undefined : this.#channels.find(text);
      if (channel === undefined) continue;
      const count = 'leaf' in slot ? 1 : slot.draft.leaves.length;
      const first = 'leaf' in slot ? slot.leaf : slot.first;
      for (let leaf = first; leaf < first + count; leaf++) repeated.add(leaf);
      this.#repeats.push(() => {
        if (channel.rewritten === text) return;
        if ('leaf' in slot) held.change(first, channel.rewritten);
        else held.changeWhole(slot, channel.rewritten);
      });
    }
    return draft.leaves.flatMap((leaf, index) =>
      repeated.has(index) || this.#judged.has(leaf) ? [] : [held.askLeaf(leaf, index)],
    );
  }

  #repeat(): void {
    for (const repeat of this.#repeats) repeat();
    if (this.#repeats.length > 0) this.#repeats = [];
  }
}
