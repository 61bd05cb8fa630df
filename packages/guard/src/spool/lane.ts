/** Runs pieces of work one after the other. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the work once all that was given before has ended, well or not. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
