/** What has to be ended, last first. */
export class Closing {
  readonly #steps: (() => Promise<unknown>)[] = [];

  /** Adds what ends something that was just started. */
  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Ends everything, also what comes after something that fails to end; rejects with the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) await step().catch((cause: unknown) => failures.push(cause));
    if (failures.length > 0) throw failures[0];
  }
}
