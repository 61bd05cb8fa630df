import { resolve } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { loadPeer } from '../load-peer.ts';
import { likeliest, readLabels, readLogits, rowOf, type Tagged } from './logits.ts';

/** A token, as the tokenizer writes it and as the model reads it. */
export interface Token {
  readonly piece: string;
  readonly id: number;
}

/** A tokenizer and a token classifier that belong together. */
export interface TokenModel {
  /** How many tokens of a text the model takes at once. */
  readonly most: number;
  tokenize(text: string): readonly Token[];
  /** The likeliest label of each of so many tokens. */
  tag(ids: readonly number[]): Promise<readonly Tagged[]>;
}

/** Where a model lies, and in which precision it is read. */
export interface ModelLocation {
  /** A folder with `config.json`, `tokenizer.json`, `tokenizer_config.json` and `onnx/model.onnx`. */
  readonly model: string;
  /** Which of the files in `onnx`: `fp32` is `model.onnx`, `q8` is `model_quantized.onnx`. Default `fp32`. */
  readonly dtype?: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4';
}

const TRANSFORMERS = '@huggingface/transformers';

/** What most encoders take, where the model does not say. */
const MOST_TOKENS = 512;

/** A limit below this is none. */
const LEAST_TOKENS = 4;

/**
 * Loads a model from the disk, and from nowhere else. Raises `engine_missing` where `@huggingface/transformers` is not installed, or no
 * token classifier lies in the folder.
 */
export async function loadTokenModel({ model: folder, dtype = 'fp32' }: ModelLocation): Promise<TokenModel> {
  const { AutoModelForTokenClassification, AutoTokenizer, Tensor } = await loadPeer(
    TRANSFORMERS,
    () => import('@huggingface/transformers'),
  );
  // A path that is not absolute would be taken for the name of a model on the hub.
  const path = resolve(folder);
  const local = { local_files_only: true };
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(path, local),
    AutoModelForTokenClassification.from_pretrained(path, { ...local, dtype, device: 'cpu' }),
  ]).catch(() => {
    throw new SallyportError('engine_missing', { place: 'engines/onnx/model' });
  });
  const frame = frameOf((special) => tokenizer.encode('a', { add_special_tokens: special }));
  const config: object = model.config;
  const labels = readLabels(config);
  const forward = async (ids: readonly number[]): Promise<unknown> => {
    const of = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
    return model({ input_ids: of(ids), attention_mask: of(ids.map(() => 1)) });
  };
  return {
    most: mostTokens(tokenizer.model_max_length, config) - frame.before.length - frame.behind.length,
    tokenize: (text) => readTokens(tokenizer, text),
    tag: async (ids) => {
      const logits = readLogits(await forward([...frame.before, ...ids, ...frame.behind]));
      return ids.map((_, at) => likeliest(labels, rowOf(logits, at + frame.before.length)));
    },
  };
}

/** The tokens that a tokenizer puts around every text. */
function frameOf(encode: (special: boolean) => readonly number[]) {
  const [bare, framed] = [encode(false), encode(true)];
  const at = framed.findIndex((_, from) => bare.every((id, offset) => framed[from + offset] === id));
  if (bare.length === 0 || at < 0) throw new SallyportError('engine_missing', { place: 'engines/onnx/model' });
  return { before: framed.slice(0, at), behind: framed.slice(at + bare.length) };
}

/** RoBERTa and its kin count positions from two on. */
function mostTokens(stated: unknown, { max_position_embeddings: positions }: { max_position_embeddings?: unknown }) {
  const known = [stated, typeof positions === 'number' ? positions - 2 : undefined].filter(
    (value) => typeof value === 'number' && value > LEAST_TOKENS && value < 1e6,
  );
  return known.length === 0 ? MOST_TOKENS : Math.min(...(known as number[]));
}

interface Tokenizer {
  tokenize(text: string, options: { add_special_tokens: boolean }): string[];
  encode(text: string, options: { add_special_tokens: boolean }): number[];
}

function readTokens(tokenizer: Tokenizer, text: string): readonly Token[] {
  const plain = { add_special_tokens: false };
  const [pieces, ids] = [tokenizer.tokenize(text, plain), tokenizer.encode(text, plain)];
  if (pieces.length !== ids.length) throw new SallyportError('engine_invalid');
  return ids.map((id, at) => ({ id, piece: pieces[at] ?? '' }));
}
