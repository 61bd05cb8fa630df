/** A text as PostgreSQL can keep it: it takes neither U+0000 nor half of a surrogate pair, and would refuse the whole batch for one. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}
