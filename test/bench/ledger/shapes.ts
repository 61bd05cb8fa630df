/** How events wait to be acknowledged. */
export interface Shape {
  /** Requests in flight, each over a connection of its own. */
  readonly connections: number;
  /** Events in a request. */
  readonly batch: number;
}

/** What `100` waiting events means: ten clients, each waiting for a batch of ten. */
export const HUNDRED: Shape = { connections: 10, batch: 10 };

/** What is measured over HTTP: one event, one batch of ten, ten such batches, and as many events in one batch. */
export const SHAPES: readonly Shape[] = [
  { connections: 1, batch: 1 },
  { connections: 1, batch: 10 },
  HUNDRED,
  { connections: 1, batch: 100 },
];

/** How many events a round sends: fewer where each waits for the one before. */
export function eventsOf({ connections, batch }: Shape, count: number): number {
  const wanted = connections * batch === 1 ? count / 3 : count * 2;
  return Math.ceil(wanted / batch) * batch;
}

/** The shape in words: `10 x 10 waiting`. */
export function wordsOf({ connections, batch }: Shape): string {
  return `${connections} x ${batch} waiting`;
}
