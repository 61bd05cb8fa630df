const PLACEHOLDER = /\[[A-Z][A-Z_0-9]+\]/;

/**
 * Where `got` is not `sent` de-identified: each planted text changed and holding the name of an entity, all else the same. Of
 * `logprobs` and `tokens`, which spell out a text that was changed, nothing may be left.
 */
export function unlike(
  sent: unknown,
  got: unknown,
  { planted, path = '$' }: { planted: string; path?: string },
): readonly string[] {
  if (typeof sent === 'string' && holdsPlanted(sent, planted))
    return typeof got === 'string' && got !== sent && PLACEHOLDER.test(got) ? [] : [path];
  if (!isTree(sent)) return sent === got ? [] : [path];
  if (got === null && /\.(?:logprobs|tokens)$/.test(path)) return [];
  if (!isTree(got)) return [path];
  const keys = [...new Set([...Object.keys(sent), ...Object.keys(got)])];
  return keys.flatMap((key) => unlike(sent[key], got[key], { planted, path: `${path}.${key}` }));
}

/** `planted` are all planted texts, a line each, also as they stand in a string of JSON. */
function holdsPlanted(text: string, planted: string): boolean {
  return planted.split('\n').includes(text.startsWith('{"note":') ? text.slice(9, -2) : text);
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
