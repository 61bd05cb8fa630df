import { suggest } from '@sallyport/core';

/** `: did you mean NAME?`, where one of ours is near; else nothing. What was written is not quoted. */
export function didYouMean(word: unknown, known: readonly unknown[]): string {
  const words = known.filter((one) => typeof one === 'string');
  const near = typeof word === 'string' ? suggest(word, words) : undefined;
  return near === undefined ? '' : `: did you mean ${near}?`;
}
