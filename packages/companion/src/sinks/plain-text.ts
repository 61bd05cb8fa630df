/**
 * What has no place in a line that people and programs read: control characters (C0 but line breaks, DEL, C1), the separators of lines and
 * paragraphs, and what turns the direction of writing (UAX #9 §2).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What stands in place of what has none. */
export const REPLACEMENT = '\u{FFFD}';

/** The same text, with U+FFFD in place of each control character but line breaks. */
export function plainText(text: string): string {
  return text.replaceAll(CONTROLS, REPLACEMENT);
}
