/** One thing wrong with a policy. Its words come from us, never from the document. */
export interface PolicyFault {
  /** Steps from the top of the document to a part of it: keys and list positions. */
  readonly path: readonly (string | number)[];
  /** The key below `path` that is at fault, where the fault is in a key and not in a value. */
  readonly key?: string;
  /** What is wrong, following the path: `must be a duration such as 90s, 15m, 8h or 30d`. */
  readonly message: string;
}
