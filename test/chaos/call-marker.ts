/** Letters that no word of any language is made of alone, so that no recognizer takes them for an identifier. */
const LETTERS = 'bcdfghjklmnpqrst';
const DIGITS = '0123456789abcdef';
const WIDTH = 12;
const MARKER = new RegExp(`\\bitem((?: [${LETTERS}]{4}){${WIDTH / 4}})\\b`);

/** A call, by which both ends know it. */
export interface CallMarker {
  /** The correlation id it is made under. */
  readonly correlationId: string;
  /** What its body says: letters that stand for the id. */
  readonly text: string;
}

/**
 * Marks one call: who makes it, below 2^20, and its number there, below 2^28. The body says all there is to know of the id, so nobody has
 * to remember which call was which.
 */
export function markCall(caller: number, number: number): CallMarker {
  const digits = (BigInt(caller) * 2n ** 28n + BigInt(number)).toString(16).padStart(WIDTH, '0');
  const letters = [...digits].map((digit) => LETTERS.charAt(DIGITS.indexOf(digit))).join('');
  return { correlationId: idOf(digits), text: `item ${letters.replaceAll(/(.{4})(?=.)/g, '$1 ')}` };
}

/** The correlation id of the call that a text was sent by; `undefined` when no call is marked in it. */
export function readMarker(text: string): string | undefined {
  const letters = MARKER.exec(text)?.[1]?.replaceAll(' ', '');
  return letters && idOf([...letters].map((letter) => DIGITS.charAt(LETTERS.indexOf(letter))).join(''));
}

/** A UUID of version 8, RFC 9562 §5.8. */
function idOf(digits: string): string {
  return `00000000-0000-8000-8000-${digits}`;
}
