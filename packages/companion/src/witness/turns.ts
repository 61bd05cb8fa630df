/** Lets one work at a time be done for each name, in the order they came. */
export interface Turns {
  take<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Turns of as many names as there are; who bounds the names and the calls bounds the memory. */
export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return Object.freeze({
    take: <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const turn = (last.get(name) ?? Promise.resolve()).then(work, work);
      last.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  });
}
