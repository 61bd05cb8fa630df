import type { PositionWatch } from '../draft-options.ts';
import type { JsonScalar } from '../json/json-sink.ts';
import type { Shape } from '../shape.ts';
import type { PartLevels } from './part-levels.ts';

/** A piece of a text that comes in many events. */
export interface PiecePosition {
  /** Its leaf in the event's draft. */
  readonly leaf: number;
  readonly text: string;
  readonly kind: 'text' | 'json';
  /** The keys that lead to it, without positions in arrays, and whose turn it is. */
  readonly path: string;
  /** What its text is called in events of any name. */
  readonly run: string | undefined;
  readonly field: string | undefined;
  readonly levels: PartLevels;
  /** Whether it belongs to the arguments of a tool call. */
  readonly forTool: boolean;
}

/** The name of the tool that the arguments beside and below it are for. */
export interface ToolPosition {
  readonly name: string;
  readonly levels: PartLevels;
}

interface Frame {
  key: string | undefined;
  /** Whose turn it is, by the key that says so. */
  readonly turns: Map<string, string>;
  readonly parts: Map<string, string>;
  readonly outer: Frame | undefined;
}

type Found<T> = Omit<T, 'levels' | 'path'> & { readonly frame: Frame | undefined };

/** Collects what an event says beside its leaves: pieces, the texts they belong to, ends and names of tools. */
export class EventPositions implements PositionWatch {
  /** The `type` at the root. */
  type: string | undefined;
  /** Whether there is an `error` at the root. */
  hasError = false;
  #frame: Frame | undefined;
  readonly #pieces: (Found<PiecePosition> & { readonly keys: string })[] = [];
  readonly #tools: Found<ToolPosition>[] = [];
  readonly #ends: (Frame | undefined)[] = [];

  open(shape: Shape): void {
    this.#meet(shape);
    this.#frame = { key: undefined, turns: new Map(), parts: new Map(), outer: this.#frame };
  }

  close(): void {
    this.#frame = this.#frame?.outer;
  }

  key(name: string): void {
    if (this.#frame !== undefined) this.#frame.key = name;
  }

  scalar(shape: Shape, token: JsonScalar, leaf: number): void {
    const frame = this.#frame;
    const key = frame?.key;
    if (token.kind !== 'null') this.#meet(shape);
    if (shape.part && frame !== undefined && key !== undefined && token.kind !== 'null') {
      frame.parts.set(key, token.kind === 'string' ? JSON.stringify(token.text) : token.text);
    }
    if (shape.turn && key !== undefined && token.kind === 'true') frame?.turns.set(key, token.text);
    if (token.kind !== 'string') return;
    const { text } = token;
    if (frame?.outer === undefined && key === 'type') this.type = text;
    if (shape.tool === 'name') this.#tools.push({ name: text, frame });
    if (shape.piece === undefined) return;
    const forTool = shape.tool === 'arguments' || shape.piece === 'json';
    const { piece: kind, run } = shape;
    this.#pieces.push({ leaf, text, kind, run, keys: pathOf(frame), field: fieldOf(frame), forTool, frame });
  }

  /** The leaves that are pieces. */
  get leaves(): ReadonlySet<number> {
    return new Set(this.#pieces.map(({ leaf }) => leaf));
  }

  /** Levels and turns are known only now: a part may stand behind the piece it says the place of. */
  get pieces(): readonly PiecePosition[] {
    return this.#pieces.map(({ frame, keys, ...piece }) => ({
      ...piece,
      path: `${keys}${turnsOf(frame)}`,
      levels: levelsOf(frame),
    }));
  }

  get tools(): readonly ToolPosition[] {
    return this.#tools.map(({ frame, name }) => ({ name, levels: levelsOf(frame) }));
  }

  get ends(): readonly PartLevels[] {
    return this.#ends.map(levelsOf);
  }

  #meet(shape: Shape): void {
    if (shape.ends) this.#ends.push(this.#frame);
    if (this.#frame?.key === 'error' && this.#frame.outer === undefined) this.hasError = true;
  }
}

function levelsOf(frame: Frame | undefined): PartLevels {
  const levels: Map<string, string>[] = [];
  for (let at = frame; at !== undefined; at = at.outer) if (at.parts.size > 0) levels.push(at.parts);
  return levels.reverse();
}

function turnsOf(frame: Frame | undefined): string {
  let turns = '';
  for (let at = frame; at !== undefined; at = at.outer)
    for (const [key, value] of at.turns) turns += ` ${key}=${value}`;
  return turns;
}

function pathOf(frame: Frame | undefined): string {
  let path = '';
  for (let at = frame; at !== undefined; at = at.outer) if (at.key !== undefined) path = `/${at.key}${path}`;
  return path;
}

function fieldOf(frame: Frame | undefined): string | undefined {
  for (let at = frame; at !== undefined; at = at.outer) if (at.key !== undefined) return at.key;
  return undefined;
}
