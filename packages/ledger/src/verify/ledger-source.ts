/**
 * An exported ledger, a folder or what looks like one: `checkpoint`, `trust.json`, `tile/<level>/…` and `tile/entries/…`, in
 * the layout of C2SP tlog-tiles, with the partial tiles of exactly the checkpoint's size.
 */
export interface LedgerSource {
  /**
   * The bytes of a file, or `undefined` when there is none. A file of more than `limit` bytes is refused whatever is in it, so
   * a source need not read past `limit + 1`.
   */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
}
