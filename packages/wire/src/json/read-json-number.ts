const ZERO = 0x30;

/**
 * The offset after the JSON number that begins at `start`, RFC 8259 §6, or `undefined` where none does.
 * A loop and not a regular expression: a number may be as long as the body.
 */
export function readJsonNumber(source: string, start: number): number | undefined {
  let at = start;
  if (source.charAt(at) === '-') at += 1;
  const whole = at;
  at = skipDigits(source, whole);
  if (at === whole || (at > whole + 1 && source.charCodeAt(whole) === ZERO)) return undefined;
  if (source.charAt(at) === '.') {
    const fraction = at + 1;
    at = skipDigits(source, fraction);
    if (at === fraction) return undefined;
  }
  const mark = source.charAt(at);
  if (mark !== 'e' && mark !== 'E') return at;
  const sign = source.charAt(at + 1);
  const exponent = at + (sign === '+' || sign === '-' ? 2 : 1);
  at = skipDigits(source, exponent);
  return at === exponent ? undefined : at;
}

function skipDigits(source: string, start: number): number {
  let at = start;
  while (source.charCodeAt(at) >= ZERO && source.charCodeAt(at) <= 0x39) at += 1;
  return at;
}
