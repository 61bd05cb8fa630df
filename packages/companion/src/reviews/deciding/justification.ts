import { SallyportError } from '@sallyport/core';

const LONGEST = 2_000;

/** A justification without the space around it: 1 to 2,000 characters. Raises `justification_invalid`. */
export function readJustification(text: string): string {
  const trimmed = text.trim();
  // A character is at most two code units.
  const fits = trimmed !== '' && trimmed.length <= 2 * LONGEST && [...trimmed].length <= LONGEST;
  if (!fits || !trimmed.isWellFormed()) throw new SallyportError('justification_invalid');
  return trimmed;
}
