/** Bounds on reviews, and where they are looked at. */
export interface ReviewsConfig {
  /** Reviews that wait for people at once. Default 10,000. */
  readonly pending: number;
  /** Of one identity. Default 100. */
  readonly pendingPerIdentity: number;
  /** Calls held open at once on one replica while they wait. Default 32. */
  readonly held: number;
  /** Bytes of attachments that are kept at once for those who review. Default 268,435,456. */
  readonly attachmentBytes: number;
  /** Requests that wait for a decision at once on one replica. Default 256. */
  readonly waiting: number;
  /** Where a reviewer finds a review: its id comes after this and a slash. Default: `/reviews` below `publicUrl`. */
  readonly url?: string;
}
