/**
 * Takes texts of JSON that stand one behind the other, with or without white space between them, apart. What cannot be read gives
 * `undefined` in its place, and ends the list.
 */
export function concatenatedJson(text: string): readonly (Readonly<Record<string, unknown>> | undefined)[] {
  const found: (Readonly<Record<string, unknown>> | undefined)[] = [];
  for (let at = skipSpace(text, 0); at < text.length; ) {
    const end = endOfObject(text, at);
    const value = end === undefined ? undefined : readJson(text.slice(at, end));
    found.push(value);
    if (value === undefined || end === undefined) break;
    at = skipSpace(text, end);
  }
  return found;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

/** Where the object that begins at `start` ends, by its braces outside of strings. */
function endOfObject(text: string, start: number): number | undefined {
  if (text[start] !== '{') return undefined;
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const one = text[at];
    if (quoted) {
      if (one === '\\') at += 1;
      else if (one === '"') quoted = false;
    } else if (one === '"') quoted = true;
    else if (one === '{') depth += 1;
    else if (one === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
