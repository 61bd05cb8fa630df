import { LABELS } from './labels.ts';
import { ROWS } from './word-sight.ts';

/** A model ready for use. */
export interface Model {
  /** `weights[row * LABELS + label]` */
  readonly weights: Int8Array;
  readonly transitions: Int32Array;
  readonly filters: readonly Uint8Array[];
}

/** A model as its module holds it. */
export interface ModelSource {
  readonly WEIGHTS: string;
  readonly TRANSITIONS: readonly number[];
  readonly FILTERS: readonly string[];
}

/** Unpacks a model: for each row that has weights, how many rows were passed over, which labels have one, and the weights. */
export function readModel({ WEIGHTS, TRANSITIONS, FILTERS }: ModelSource): Model {
  const bytes = bytesOf(WEIGHTS);
  const weights = new Int8Array(ROWS * LABELS);
  let row = 0;
  for (let at = 0; at < bytes.length; ) {
    const gap = bytes[at++] ?? 0;
    row += gap;
    if (gap === 255) continue;
    const present = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    at += 2;
    for (let label = 0; label < LABELS; label++) {
      if ((present >> label) & 1) weights[row * LABELS + label] = ((bytes[at++] ?? 0) << 24) >> 24;
    }
    row++;
  }
  return { weights, transitions: Int32Array.from(TRANSITIONS), filters: FILTERS.map(bytesOf) };
}

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
