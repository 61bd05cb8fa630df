/** The digest of SipHash-2-4-128: four 32-bit words, unsigned, the first the least significant. */
export type Digest = readonly [number, number, number, number];

/** The bytes of a key. */
export const KEY_BYTES = 16;

/** Four 64-bit words, each as its low and its high half. */
type State = Int32Array;

const V0 = 0;
const V1 = 2;
const V2 = 4;
const V3 = 6;
// "somepseudorandomlygeneratedbytes", low half first.
const INITIAL = [
  0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462,
] as const;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012, and its reference implementation): a pseudorandom
 * function of short messages. Who has not the key learns nothing of a message from its digest and cannot test a guess.
 * `key` is 16 bytes. Linear in the message.
 *
 * It is written here because `phi` depends on nothing but core, runs where there are no Node built-ins, and must answer
 * at once, which WebCrypto does not.
 */
export function sipHash(key: Uint8Array, message: Uint8Array): Digest {
  const state = start(key);
  const blocks = message.length >> 3;
  for (let block = 0; block < blocks; block++)
    absorb(state, wordAt(message, block * 8), wordAt(message, block * 8 + 4));
  const rest = blocks * 8;
  absorb(state, wordAt(message, rest), wordAt(message, rest + 4) | (message.length << 24));
  return finish(state);
}

function start(key: Uint8Array): State {
  const state = Int32Array.from(INITIAL, (word, at) => word ^ wordAt(key, (at * 4) % KEY_BYTES));
  state[V1] = (state[V1] ?? 0) ^ 0xee;
  return state;
}

function absorb(state: State, low: number, high: number): void {
  state[V3] = (state[V3] ?? 0) ^ low;
  state[V3 + 1] = (state[V3 + 1] ?? 0) ^ high;
  rounds(state, 2);
  state[V0] = (state[V0] ?? 0) ^ low;
  state[V0 + 1] = (state[V0 + 1] ?? 0) ^ high;
}

function finish(state: State): Digest {
  state[V2] = (state[V2] ?? 0) ^ 0xee;
  rounds(state, 4);
  const [a, b] = [folded(state, 0), folded(state, 1)];
  state[V1] = (state[V1] ?? 0) ^ 0xdd;
  rounds(state, 4);
  return [a, b, folded(state, 0), folded(state, 1)];
}

function folded(state: State, half: 0 | 1): number {
  const at = (word: number): number => state[word + half] ?? 0;
  return (at(V0) ^ at(V1) ^ at(V2) ^ at(V3)) >>> 0;
}

function rounds(state: State, count: number): void {
  for (let round = 0; round < count; round++) {
    mix(state, V0, V1, 13);
    swapHalves(state, V0);
    mix(state, V2, V3, 16);
    mix(state, V0, V3, 21);
    mix(state, V2, V1, 17);
    swapHalves(state, V2);
  }
}

/** `a += b; b = rotate(b, bits) ^ a`. */
function mix(state: State, a: number, b: number, bits: number): void {
  const low = state[b] ?? 0;
  const high = state[b + 1] ?? 0;
  const sum = ((state[a] ?? 0) >>> 0) + (low >>> 0);
  state[a] = sum;
  state[a + 1] = (state[a + 1] ?? 0) + high + (sum > 0xffffffff ? 1 : 0);
  state[b] = ((low << bits) | (high >>> (32 - bits))) ^ (state[a] ?? 0);
  state[b + 1] = ((high << bits) | (low >>> (32 - bits))) ^ (state[a + 1] ?? 0);
}

function swapHalves(state: State, word: number): void {
  const low = state[word] ?? 0;
  state[word] = state[word + 1] ?? 0;
  state[word + 1] = low;
}

/** Four bytes, least significant first; beyond the end they are 0. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}
