import type { Extent } from '../json/json-sink.ts';

/** An array of token ids that stands for a text. */
export interface TokenRun extends Extent {
  /** The index of its leaf, whose text is not known before the ids are decoded. */
  readonly leaf: number;
  readonly ids: readonly number[];
}

const ID = /^(?:0|[1-9]\d{0,6})$/;

/** The id a JSON number spells; `undefined` of one that is none. */
export function readTokenId(number: string): number | undefined {
  return ID.test(number) ? Number(number) : undefined;
}
