/** Waits for work, but no longer than so many milliseconds: then gives `late`, and the work goes on without an audience. */
export async function within<T>(work: Promise<T>, { ms, late }: { readonly ms: number; readonly late: T }): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
