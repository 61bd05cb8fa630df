import { plainText } from '../plain-text.ts';

/** A field of a CEF header: `\` and `|` escaped, and on one line, since only extensions may have several. */
export function cefHeader(text: string): string {
  return plainText(text.replaceAll(/[\r\n]+/g, ' ')).replaceAll(/[\\|]/g, (one) => `\\${one}`);
}

/** The value of a CEF extension: `\` and `=` escaped, and line breaks written `\n` and `\r`. */
export function cefValue(text: string): string {
  const escaped = plainText(text).replaceAll(/[\\=]/g, (one) => `\\${one}`);
  return escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

/** The first so many UTF-16 code units, no character cut in half. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
