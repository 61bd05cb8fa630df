const WORD = /[\p{L}\p{N}]+/gu;
const GRAM_SIZES = [3, 4] as const;
const GRAM_WEIGHT = 0.35;
/** Words this long or longer count in full; shorter ones, mostly function words, count for less. */
const FULL_WEIGHT_LENGTH = 6;

/**
 * A stand-in for an embedding model: words and their character 3- and 4-grams, hashed with a sign into `dimensions`
 * places (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009) and L2-normalised.
 * Deterministic. Texts that share words or word parts have a high cosine similarity; it knows nothing of meaning.
 * A text without words gives the unit vector along the first axis. Numbers are rounded to 32-bit floats.
 */
export function embedText(text: string, dimensions = 256): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(dimensions);
  for (const [feature, weight] of features(text)) {
    const hash = hashOf(feature);
    const place = hash % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
  }
  const length = Math.hypot(...vector);
  if (length === 0) {
    vector[0] = 1;
    return vector;
  }
  return vector.map((value) => value / length);
}

/** Each feature with its weight, dampened by the square root of how often it occurs. */
function features(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, { count: number; weight: number }>();
  const add = (feature: string, weight: number) => {
    const seen = counts.get(feature);
    if (seen === undefined) counts.set(feature, { count: 1, weight });
    else seen.count += 1;
  };
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    const weight = Math.min(1, word.length / FULL_WEIGHT_LENGTH) ** 2;
    add(`w:${word}`, weight);
    for (const gram of gramsOf(word)) add(`g:${gram}`, weight * GRAM_WEIGHT);
  }
  return new Map([...counts].map(([feature, { count, weight }]) => [feature, weight * Math.sqrt(count)]));
}

function* gramsOf(word: string): Generator<string> {
  const padded = `<${word}>`;
  for (const size of GRAM_SIZES) {
    for (let at = 0; at + size <= padded.length; at++) yield padded.slice(at, at + size);
  }
}

/** FNV-1a over UTF-16 code units, with a final avalanche so that the low and the high bits are independent. */
function hashOf(feature: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < feature.length; i++) hash = Math.imul(hash ^ feature.charCodeAt(i), 0x0100_0193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
