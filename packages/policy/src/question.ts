import type { Baa, EntityCounts, MediaType, Purpose } from '@sallyport/core';

/** What a policy may look at. What is absent is not known, and holds no condition. */
export interface Question {
  /** `embeddings.create` */
  readonly operation: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly groups?: readonly string[];
  readonly client?: string;
  readonly nature?: 'person' | 'service';
  readonly connection?: string;
  /** Default: not known, which is as good as none. */
  readonly baa?: Baa;
  readonly model?: string;
  /** Those the door found, and those the client says it replaced. */
  readonly entities?: EntityCounts;
  readonly bodyBytes?: number;
  readonly inputs?: number;
  /** Milliseconds since the Unix epoch. */
  readonly time?: number;
  /** An IP address. */
  readonly source?: string;
  readonly purpose?: Purpose;
  /** The kinds of what is attached, each once. Absent: nothing is. */
  readonly media?: readonly MediaType[];
}
