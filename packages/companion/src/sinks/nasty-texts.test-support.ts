/** What formats have a use of their own for, and what is not ASCII. */
const PIECES = [
  ...['"', '\\', ']', '[', '|', '=', ' ', '\n', '\r', '\t', ',', "'", '%', '-', 'a', 'Z', '7', 'cs1=', 'CEF:0|', '\\n'],
  ...['ä', 'é', '雪', '\u{1F480}', '\u{FEFF}', '\u00a0', 'İ', 'ß'],
  ...['\u0000', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u009b', '\u2028', '\u202e', '\u2066'],
] as const;

/** For tests: so many texts that formats might trip over, the same ones each time. */
export function nastyTexts(count: number): readonly string[] {
  let state = 20_260_729;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const text = () => Array.from({ length: 1 + next(12) }, () => PIECES[next(PIECES.length)] ?? '').join('');
  return Array.from({ length: count }, text);
}
