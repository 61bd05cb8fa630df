import type { Destination } from '../load/destination.ts';

/** One that is measured. */
export interface Subject {
  readonly name: string;
  /** Where its calls go; asked before each round, because a grant does not live long. */
  destination(): Promise<Destination>;
  /** The processor time its process has used, in microseconds. */
  cpu?(): Promise<number>;
}
