/** What decides how many entries are delivered at once. */
export interface BatchSizeQuery {
  /** The first one. */
  readonly next: number;
  /** A batch that ends before this index was refused: one of its entries will never be taken. */
  readonly refusedEnd: number;
  /** As many as the sink takes. */
  readonly most: number;
}

/**
 * How many entries are delivered at once: as many as may be, and half of what is left of a batch that was refused. So the one among `n`
 * that is refused is alone after at most `log2 n + 1` steps, and all before it were delivered in order.
 */
export function batchSize({ next, refusedEnd, most }: BatchSizeQuery): number {
  return next >= refusedEnd ? most : Math.min(most, Math.ceil((refusedEnd - next) / 2));
}
