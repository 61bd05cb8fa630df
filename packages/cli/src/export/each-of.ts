/** How many are worked on at once, and what is done about each. */
export interface EachWork<T> {
  readonly most: number;
  readonly work: (item: T) => Promise<void>;
}

/** Works on items as they come, some at once. After the first failure no more is begun, and it is raised once what was begun has ended. */
export async function eachOf<T>(items: AsyncIterable<T> | Iterable<T>, { most, work }: EachWork<T>): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  for await (const item of items) {
    if (failures.length > 0) break;
    const task: Promise<void> = work(item).then(
      () => void running.delete(task),
      (cause: unknown) => {
        running.delete(task);
        failures.push(cause);
      },
    );
    running.add(task);
    if (running.size >= most) await Promise.race(running);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
