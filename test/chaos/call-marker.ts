/** A word for each digit, so ordinary that no detector takes any row of them for an identifier. */
const WORDS =
  'fever cough pain nausea rash fatigue vomiting dizziness headache swelling itching bleeding numbness weakness diarrhea constipation'.split(
    ' ',
  );
const DIGITS = '0123456789abcdef';
const WIDTH = 12;
const MARKER = new RegExp(`\\bitem((?: (?:${WORDS.join('|')})){${WIDTH}})\\b`);

/** A call, by which both ends know it. */
export interface CallMarker {
  /** The correlation id it is made under. */
  readonly correlationId: string;
  /** What its body says: words that stand for the id. */
  readonly text: string;
}

/**
 * Marks one call: who makes it, below 2^20, and its number there, below 2^28. The body says all there is to know of the id, so nobody has
 * to remember which call was which.
 */
export function markCall(caller: number, number: number): CallMarker {
  const digits = (BigInt(caller) * 2n ** 28n + BigInt(number)).toString(16).padStart(WIDTH, '0');
  const words = [...digits].map((digit) => WORDS[DIGITS.indexOf(digit)]);
  return { correlationId: idOf(digits), text: `item ${words.join(' ')}` };
}

/** The correlation id of the call that a text was sent by; `undefined` when no call is marked in it. */
export function readMarker(text: string): string | undefined {
  const words = MARKER.exec(text)?.[1]?.trim().split(' ');
  return words && idOf(words.map((word) => DIGITS.charAt(WORDS.indexOf(word))).join(''));
}

/** A UUID of version 8, RFC 9562 §5.8. */
function idOf(digits: string): string {
  return `00000000-0000-8000-8000-${digits}`;
}
