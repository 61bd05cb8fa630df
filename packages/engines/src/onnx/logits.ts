import { SallyportError } from '@sallyport/core';

/** The likeliest label of a token, and its probability. */
export interface Tagged {
  readonly label: string;
  readonly probability: number;
}

/** What a model says of each token: a number for each label, one token after another. */
export interface Logits {
  readonly data: Float32Array;
  readonly width: number;
}

/** The labels of a model, by their numbers. Raises `engine_missing` for a configuration without them: no token classifier. */
export function readLabels({ id2label }: { readonly id2label?: unknown }): readonly string[] {
  const labels = typeof id2label === 'object' && id2label !== null ? Object.entries(id2label) : [];
  const byNumber = labels.sort(([a], [b]) => Number(a) - Number(b)).map(([, label]) => String(label));
  if (byNumber.length === 0) throw new SallyportError('engine_missing', { place: 'engines/onnx/model: id2label' });
  return byNumber;
}

/** Reads a model's answer about one sequence. Raises `engine_invalid`. */
export function readLogits(output: unknown): Logits {
  const { logits } = output as { logits?: { data?: unknown; dims?: unknown } };
  const width = Array.isArray(logits?.dims) ? Number(logits.dims.at(-1)) : 0;
  if (!(logits?.data instanceof Float32Array) || !(width > 0)) throw new SallyportError('engine_invalid');
  return { data: logits.data, width };
}

/** What is said of one token. */
export function rowOf({ data, width }: Logits, token: number): Float32Array {
  return data.subarray(token * width, (token + 1) * width);
}

/** The likeliest label, by softmax. Raises `engine_invalid` where the numbers are not one for each label, or are none. */
export function likeliest(labels: readonly string[], row: Float32Array): Tagged {
  if (row.length !== labels.length || !row.every(Number.isFinite)) throw new SallyportError('engine_invalid');
  const top = row.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = row.reduce((total, value) => total + Math.exp(value - top), 0);
  return { label: labels[row.indexOf(top)] ?? 'O', probability: 1 / sum };
}
