import { SallyportError } from '@sallyport/core';
import type { Draft } from '../draft.ts';
import { ERROR_RESPONSE } from '../operations/error-response.ts';
import type { EventShapes } from '../operations/event-shapes.ts';
import { readDraft } from '../read-draft.ts';
import type { Shape } from '../shape.ts';
import type { EventFraming, WireEvent } from './event-framing.ts';
import { EventPositions } from './event-positions.ts';

/** What stands in place of JSON at the end of many streams. */
const DONE = '[DONE]';

/** An event that was read. */
export interface ReadEvent {
  readonly event: WireEvent;
  /** Its name: the one beside its data or, without one, the `type` in its data. */
  readonly name: string | undefined;
  /** Absent where the data is no JSON: of comments, and of the last event. */
  readonly json: { readonly draft: Draft; readonly positions: EventPositions } | undefined;
  readonly isDone: boolean;
}

interface ReaderOptions {
  readonly framing: EventFraming;
  readonly maxDepth: number;
}

/** Reads the events of one stream, by their shapes. */
export class EventReader {
  readonly #shapes: EventShapes;
  readonly #framing: EventFraming;
  readonly #maxDepth: number;
  readonly #withError = new Map<Shape, Shape>();
  #isFirst = true;

  constructor(shapes: EventShapes, { framing, maxDepth }: ReaderOptions) {
    this.#shapes = shapes;
    this.#framing = framing;
    this.#maxDepth = maxDepth;
  }

  /** Throws `upstream_invalid` of what cannot be read. */
  read(bytes: Uint8Array): ReadEvent {
    const event = this.#framing.read(bytes, this.#isFirst);
    this.#isFirst = false;
    const { data } = event;
    const text = data?.trim() ?? '';
    const isDone = text === DONE;
    if (data === undefined || text === '' || isDone) return { event, name: event.name, json: undefined, isDone };
    const name = event.name ?? this.#typeOf(data);
    return { event, name, json: this.#json(data, { name, hasField: event.name !== undefined }), isDone };
  }

  /** Whether a name is one of the operation's own. */
  knows(name: string | undefined): name is string {
    return name !== undefined && this.#shapes.named !== undefined && Object.hasOwn(this.#shapes.named, name);
  }

  #json(data: string, { name, hasField }: { readonly name: string | undefined; readonly hasField: boolean }) {
    const shape = this.#shape(name);
    const read = this.#draft(data, name === 'error' ? this.#readingError(shape) : shape);
    const { type, hasError } = read.positions;
    // Readers go by either name, so two that are known and differ would hide what the event is
    if (hasField && type !== name && this.knows(type)) throw new SallyportError('upstream_invalid');
    return hasError && !Object.hasOwn(shape.fields ?? {}, 'error')
      ? this.#draft(data, this.#readingError(shape))
      : read;
  }

  #draft(data: string, shape: Shape): { readonly draft: Draft; readonly positions: EventPositions } {
    const positions = new EventPositions();
    const draft = readDraft(data, { shape, maxDepth: this.#maxDepth, watch: positions });
    if (typeof draft === 'string' || draft.refusal !== undefined) throw new SallyportError('upstream_invalid');
    return { draft, positions };
  }

  #shape(name: string | undefined): Shape {
    return (this.knows(name) ? this.#shapes.named?.[name] : undefined) ?? this.#shapes.others;
  }

  /** The shape with the fields of an error where it has none of these names. */
  #readingError(shape: Shape): Shape {
    const known = this.#withError.get(shape);
    if (known !== undefined) return known;
    const wider: Shape = { ...shape, fields: { ...ERROR_RESPONSE.fields, ...shape.fields } };
    this.#withError.set(shape, wider);
    return wider;
  }

  #typeOf(data: string): string | undefined {
    if (this.#shapes.named === undefined) return undefined;
    try {
      const value = JSON.parse(data) as unknown;
      const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
      return typeof type === 'string' ? type : undefined;
    } catch {
      throw new SallyportError('upstream_invalid');
    }
  }
}
