/** Controls, formats (bidi among them), line and paragraph separators, lone surrogates. Not the joiners that emoji and scripts need. */
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const UNSAFE_IN_TEXT = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text that cannot drive a terminal or turn its line around: what would is spelt out, `\x1b`, `\u202e`. CR LF is one line's end. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(UNSAFE_IN_TEXT, spellOut);
}

/** As `visibleText`, on one line: line ends and tabs are spelt out too. */
export function visibleLine(text: string): string {
  return text.replaceAll(UNSAFE, spellOut);
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}
