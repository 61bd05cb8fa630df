import type { Span } from '@sallyport/core';
import type { Engine } from '@sallyport/phi';
import { readFinding } from '../answer.ts';
import { type CategoryTable, categoryOf } from '../category.ts';
import { createEngine, type EngineLimits } from '../create-engine.ts';
import { groupTokens } from './group-tokens.ts';
import { ONNX_LABELS } from './labels.ts';
import { placeTokens } from './place-tokens.ts';
import { tagTokens } from './tag-tokens.ts';
import { loadTokenModel, type ModelLocation, type TokenModel } from './token-model.ts';

/** Which model, and how it is used. `concurrency` is 1 by default: a model uses all cores by itself. */
export interface OnnxOptions extends EngineLimits, ModelLocation {
  /** What the model's labels mean, in capitals and without `B-` and `I-`. Default: the names that are common, and `OTHER_ID` for others. */
  readonly labels?: CategoryTable;
}

const CHUNK = { limit: 16_384, unit: 'utf16' } as const;

/** Milliseconds for 16,384 characters, which a large model needs on one core. */
const TIMEOUT_MS = 60_000;

/**
 * A token classifier in this process, read from a folder of this machine: nothing is sent anywhere, and nothing fetched. It is loaded
 * here and now. Raises `engine_missing` where `@huggingface/transformers` is not installed, or no model lies in the folder.
 */
export async function onnx({ labels = ONNX_LABELS, ...options }: OnnxOptions): Promise<Engine> {
  const model = await loadTokenModel(options);
  return createEngine({
    name: 'onnx',
    chunk: CHUNK,
    limits: { concurrency: 1, timeoutMs: TIMEOUT_MS, ...options },
    analyze: (chunks, signal) => Promise.all(chunks.map((text) => find(text, { model, labels, signal }))),
  });
}

async function find(
  text: string,
  {
    model,
    labels,
    signal,
  }: { readonly model: TokenModel; readonly labels: CategoryTable; readonly signal: AbortSignal },
): Promise<readonly Span[]> {
  const tokens = placeTokens(text, model);
  const ids = tokens.map(({ id }) => id);
  const tags = await tagTokens(ids, { model, signal });
  return groupTokens(text, { tokens, tags }).flatMap(({ name, start, end, score }) =>
    readFinding(text, { start, end, score: Math.min(1, score), category: categoryOf(labels, [name]) }),
  );
}
