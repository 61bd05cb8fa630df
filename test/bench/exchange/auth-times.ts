import type { CompanionOptions } from '@sallyport/companion';

type Trace = NonNullable<CompanionOptions['trace']>;

/** So many are kept between two questions: nobody asks where other things are measured. */
const MOST = 20_000;

/** Takes down how long calls spend on saying who calls and whether they may: the stages `identify` and `admit`. */
export class AuthTimes {
  readonly #began = new Map<string, number>();
  #taken: number[] = [];

  /** Told of each stage as it begins. */
  readonly trace: Trace = (stage, correlationId) => {
    if (stage === 'identify') this.#began.set(correlationId, performance.now());
    if (stage !== 'detect') return;
    const began = this.#began.get(correlationId);
    this.#began.delete(correlationId);
    if (began !== undefined && this.#taken.length < MOST) this.#taken.push(performance.now() - began);
  };

  /** Milliseconds of each call since this was last asked, in the order in which they were admitted. */
  take(): readonly number[] {
    const taken = this.#taken;
    this.#taken = [];
    return taken;
  }
}
