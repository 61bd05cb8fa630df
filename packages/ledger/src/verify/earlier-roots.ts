/** Knows what root hash a log had at earlier sizes. */
export interface EarlierRoots {
  /** The root hash at a size, or `undefined` where the hashes to work it out are not there. Rejects where those that are there cannot be right. */
  rootAt(size: number): Promise<Uint8Array | undefined>;
}
