import { SallyportError } from '@sallyport/core';
import type { TextLeaf } from '../text-document.ts';
import { Channel } from './channel.ts';
import type { EventPositions, PiecePosition } from './event-positions.ts';
import type { HeldEvent } from './held-event.ts';
import { countParts, covers, levelsKey, type PartLevels } from './part-levels.ts';
import type { Question } from './question.ts';
import type { LookAhead } from './sliding-text.ts';

/** More texts at once, or names of tools, are no answer of a model. */
const MOST = 4096;

/** All texts of a stream that come in pieces. Their identity is the event's name, the keys that lead to the piece, and the parts. */
export class Channels {
  readonly #lookAhead: LookAhead;
  readonly #channels = new Map<string, Channel>();
  readonly #undecided = new Set<Channel>();
  /** Those something happened to since they were asked last. */
  readonly #touched = new Set<Channel>();
  readonly #byLength = new Map<number, Set<Channel>>();
  readonly #tools = new Map<string, { readonly name: string; readonly levels: PartLevels }>();

  constructor(lookAhead: LookAhead) {
    this.#lookAhead = lookAhead;
  }

  /** Takes the pieces of an event and what it says of texts: those it overtakes, those it ends, and the names of tools. */
  take(
    positions: EventPositions,
    { name, event }: { readonly name: string | undefined; readonly event: HeldEvent },
  ): void {
    for (const { name, levels } of positions.tools) this.#addTool(name, levels);
    const pieces = positions.pieces.filter(({ text }) => text !== '');
    const channels = pieces.map((piece) => this.#channelOf(piece, name));
    const together = new Set(channels);
    for (const [index, { text }] of pieces.entries()) {
      const channel = channels[index];
      if (channel !== undefined) this.#overtake(channel, { length: text.length, together });
    }
    for (const [index, { text, leaf }] of pieces.entries()) {
      const channel = channels[index];
      if (channel !== undefined) this.#add(channel, { text, leaf, event });
    }
    for (const levels of positions.ends) this.#end(levels);
  }

  /** Every text ends. */
  endAll(): void {
    this.#end([]);
  }

  /** What is to be judged now. When nothing is left, events are told of what was decided. */
  ask(): readonly Question[] {
    const asked: Question[] = [];
    for (const channel of this.#touched) for (const question of channel.ask()) asked.push(question);
    if (asked.length > 0) return asked;
    for (const channel of this.#touched) {
      channel.release();
      if (channel.isDecided) this.#undecided.delete(channel);
    }
    this.#touched.clear();
    return asked;
  }

  /** The text that came in pieces before and is given here whole. */
  find(text: string): Channel | undefined {
    for (const channel of this.#byLength.get(text.length) ?? []) if (channel.isWhole(text)) return channel;
    return undefined;
  }

  #channelOf(piece: PiecePosition, eventName = ''): Channel {
    const path = piece.run ?? `${eventName}\n${piece.path}`;
    const key = `${path}\n${levelsKey(piece.levels)}`;
    const known = this.#channels.get(key);
    if (known !== undefined) return known;
    if (this.#channels.size >= MOST) throw new SallyportError('upstream_too_large');
    const { levels, kind } = piece;
    const leaf = this.#leafOf(piece);
    const channel = new Channel({ path, levels, kind, leaf, lookAhead: this.#lookAhead });
    this.#channels.set(key, channel);
    return channel;
  }

  #leafOf(piece: PiecePosition): (field: string | undefined) => Omit<TextLeaf, 'text'> {
    return (inner) => {
      const field = inner ?? piece.field;
      return {
        role: 'text',
        ...(field === undefined ? {} : { field }),
        ...(piece.forTool ? { tool: this.#toolOf(piece.levels) } : {}),
      };
    };
  }

  #add(
    channel: Channel,
    { text, ...place }: { readonly text: string; readonly leaf: number; readonly event: HeldEvent },
  ): void {
    this.#byLength.get(channel.length)?.delete(channel);
    if (this.#byLength.get(channel.length)?.size === 0) this.#byLength.delete(channel.length);
    channel.add(text, place);
    this.#undecided.add(channel);
    this.#touched.add(channel);
    const others = this.#byLength.get(channel.length);
    if (others === undefined) this.#byLength.set(channel.length, new Set([channel]));
    else others.add(channel);
  }

  /** Ends the texts that hold `channel` or that it holds, under another key: content, when tool calls of its choice come. */
  #overtake(channel: Channel, how: { readonly length: number; readonly together: ReadonlySet<Channel> }): void {
    for (const other of this.#undecided) {
      if (other.path === channel.path || how.together.has(other)) continue;
      if (!covers(other.levels, channel.levels) && !covers(channel.levels, other.levels)) continue;
      other.overtake(how.length);
      this.#touched.add(other);
    }
  }

  #end(levels: PartLevels): void {
    for (const channel of this.#undecided) {
      if (!covers(levels, channel.levels)) continue;
      channel.end();
      this.#touched.add(channel);
    }
  }

  #addTool(name: string, levels: PartLevels): void {
    if (name === '') return;
    this.#tools.set(levelsKey(levels), { name, levels });
    if (this.#tools.size > MOST) throw new SallyportError('upstream_too_large');
  }

  /** The name that was given nearest to a text; `''` where none was. */
  #toolOf(levels: PartLevels): string {
    let nearest = '';
    let most = -1;
    for (const tool of this.#tools.values()) {
      const parts = countParts(tool.levels);
      if (parts <= most || !covers(tool.levels, levels)) continue;
      nearest = tool.name;
      most = parts;
    }
    return nearest;
  }
}
