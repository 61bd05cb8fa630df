const ZERO = 0x30;

/**
 * The offset after the JSON number that begins at `start`, RFC 8259 §6; `cut` where the source ends and a digit must
 * follow; `undefined` where no number stands. A number that ends where the source does may go on behind it.
 * A loop and not a regular expression: a number may be as long as the body.
 */
export function readJsonNumber(source: string, start: number): number | 'cut' | undefined {
  let at = start;
  if (source.charAt(at) === '-') at += 1;
  const whole = at;
  at = skipDigits(source, whole);
  if (at === whole) return missing(source, at);
  if (at > whole + 1 && source.charCodeAt(whole) === ZERO) return undefined;
  if (source.charAt(at) === '.') {
    const fraction = at + 1;
    at = skipDigits(source, fraction);
    if (at === fraction) return missing(source, at);
  }
  const mark = source.charAt(at);
  if (mark !== 'e' && mark !== 'E') return at;
  const sign = source.charAt(at + 1);
  const exponent = at + (sign === '+' || sign === '-' ? 2 : 1);
  at = skipDigits(source, exponent);
  return at === exponent ? missing(source, at) : at;
}

function missing(source: string, at: number): 'cut' | undefined {
  return at === source.length ? 'cut' : undefined;
}

function skipDigits(source: string, start: number): number {
  let at = start;
  while (source.charCodeAt(at) >= ZERO && source.charCodeAt(at) <= 0x39) at += 1;
  return at;
}
