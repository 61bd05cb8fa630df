/** An entry by where it stands. */
export interface PlacedLeaf {
  readonly index: number;
  readonly leaf: Uint8Array;
}
