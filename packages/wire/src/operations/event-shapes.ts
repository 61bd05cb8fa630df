import type { Shape } from '../shape.ts';

/** The events of an answer. `[DONE]` ends those of many APIs and is no JSON. */
export interface EventShapes {
  /** How they stand on the wire: server-sent events (WHATWG HTML §9.2), the default, or the binary frames of Amazon's event streams. */
  readonly framing?: 'frames';
  /** What the data of each event is, by its name: its `event` field or, where it has none, the `type` in its data. */
  readonly named?: Readonly<Record<string, Shape>>;
  /** What the data of any other event is. */
  readonly others: Shape;
}
