/** The literals of JSON, RFC 8259 §3. */
type Literal = 'true' | 'false' | 'null';

/** The literal that begins at `start`; `cut` where the source ends within one; `undefined` where none stands. */
export function readJsonLiteral(source: string, start: number): Literal | 'cut' | undefined {
  const literal = literalOf(source.charAt(start));
  if (literal === undefined || source.startsWith(literal, start)) return literal;
  return literal.startsWith(source.slice(start)) ? 'cut' : undefined;
}

function literalOf(first: string): Literal | undefined {
  if (first === 't') return 'true';
  if (first === 'f') return 'false';
  return first === 'n' ? 'null' : undefined;
}
