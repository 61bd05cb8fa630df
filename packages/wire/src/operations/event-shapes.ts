import type { Shape } from '../shape.ts';

/** The events of an answer (WHATWG HTML §9.2, server-sent events). `[DONE]` ends them and is no JSON. */
export interface EventShapes {
  /** What the data of each event is, by its name: its `event` field or, where it has none, the `type` in its data. */
  readonly named?: Readonly<Record<string, Shape>>;
  /** What the data of any other event is. */
  readonly others: Shape;
}
