const SURROGATE = /[\uD800-\uDFFF]/;

/**
 * Gives a function from offsets in code points, which Python and others count in, to offsets in UTF-16 code units; `undefined` for one
 * that does not lie in the text. A lone surrogate counts as one. O(n) once, and O(1) for each offset.
 */
export function codePointOffsets(text: string): (offset: unknown) => number | undefined {
  if (!SURROGATE.test(text)) return (offset) => (isWithin(offset, text.length) ? offset : undefined);
  const units = new Uint32Array(text.length + 1);
  let points = 0;
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) units[points++] = at;
  units[points] = text.length;
  return (offset) => (isWithin(offset, points) ? units[offset] : undefined);
}

function isWithin(offset: unknown, length: number): offset is number {
  return typeof offset === 'number' && Number.isInteger(offset) && offset >= 0 && offset <= length;
}
