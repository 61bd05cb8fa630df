import type { BucketRequest } from './bucket-request.ts';
import type { KeptObjects, ObjectRetention } from './kept-objects.ts';

/** The bucket that answers. */
export interface AnsweringBucket {
  readonly name: string;
  readonly objects: KeptObjects;
  /** Whether it was made with object lock. */
  readonly objectLock: boolean;
  /** How long objects that say nothing are retained; not at all when absent. */
  readonly defaultRetention?: { readonly mode: ObjectRetention['mode']; readonly days: number };
  readonly now: () => number;
}

/** What is asked for: which object and what of it. */
export interface Asked {
  readonly request: BucketRequest;
  readonly key: string;
  readonly query: URLSearchParams;
}
