/** Lets a bounded number of calls in at once. */
export interface Gate {
  /** Gives the way out again, or `undefined` when the house is full. */
  enter(): (() => void) | undefined;
  /** How many are inside. */
  readonly inside: number;
}

/** A gate for so many at once. Nobody waits: a call that finds it full is refused, and may come again. */
export function createGate(capacity: number): Gate {
  let inside = 0;
  return {
    get inside() {
      return inside;
    },
    enter: () => {
      if (inside >= capacity) return undefined;
      inside += 1;
      return () => {
        inside -= 1;
      };
    },
  };
}
