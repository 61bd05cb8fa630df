/** What each step multiplies by. */
export const HASH_PRIME = 0x01000193;

/** Where every hash begins: FNV-1a, 32 bits. */
export const HASH_START = 0x811c9dc5 | 0;

/** Takes a number into a hash. */
export function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, HASH_PRIME);
  return mixed ^ (mixed >>> 15);
}

/** The hash of a text's UTF-16 code units. */
export function hashText(text: string, start = HASH_START): number {
  let hash = start;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME);
  return hash ^ (hash >>> 15);
}

/** What each step of a check multiplies by. */
export const CHECK_PRIME = 0x5bd1e995;

let secret: number | undefined;

/** Where every check begins: a number of this process, drawn when first asked for. */
export function checkStart(): number {
  secret ??= Math.floor(Math.random() * 2 ** 32) | 0;
  return secret;
}
