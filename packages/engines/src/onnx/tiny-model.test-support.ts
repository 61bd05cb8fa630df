import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeMessage, type Field } from './protobuf.test-support.ts';

/** What a tiny model knows: its tokens with the label of each, and how many it takes at once. */
export interface TinyModel {
  /** WordPiece tokens by label index; `[UNK]` and the special tokens are added. */
  readonly tokens: Readonly<Record<string, number>>;
  readonly labels: readonly string[];
  readonly most: number;
}

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
const CERTAIN = 6;

/**
 * Writes a token classifier of one operation into a folder: it looks each token up in a table, where the token's own label has the logit 6
 * and every other 0. Around it stands what a BERT model has: configuration and tokenizer.
 */
export async function writeTinyModel(folder: string, { tokens, labels, most }: TinyModel): Promise<void> {
  const vocabulary = [...SPECIAL, ...Object.keys(tokens)];
  const rows = vocabulary.map((token) => labels.map((_, label) => ((tokens[token] ?? 0) === label ? CERTAIN : 0)));
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await writeFile(join(folder, 'onnx', 'model.onnx'), lookUpModel(rows));
  await writeFile(join(folder, 'config.json'), JSON.stringify(configOf(labels, { most, size: vocabulary.length })));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizerOf(vocabulary)));
  const tokenizerConfig = { tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: most };
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(tokenizerConfig));
}

/** ONNX IR (onnx/onnx.proto): `logits = Gather(table, input_ids)`. */
function lookUpModel(rows: readonly (readonly number[])[]): Uint8Array {
  const [INT64, FLOAT] = [7, 1];
  const width = rows[0]?.length ?? 0;
  const named = (name: string, type: number, shape: readonly (string | number)[]): readonly Field[] => {
    const dims = shape.map((dim): Field => [1, typeof dim === 'string' ? [[2, dim]] : [[1, dim]]]);
    return [
      [1, name],
      [
        2,
        [
          [
            1,
            [
              [1, type],
              [2, dims],
            ],
          ],
        ],
      ],
    ];
  };
  const table: readonly Field[] = [
    [1, rows.length],
    [1, width],
    [2, FLOAT],
    [8, 'table'],
    [9, new Uint8Array(Float32Array.from(rows.flat()).buffer)],
  ];
  const node: readonly Field[] = [
    [1, 'table'],
    [1, 'input_ids'],
    [2, 'logits'],
    [4, 'Gather'],
  ];
  const graph: readonly Field[] = [
    [1, node],
    [2, 'tiny'],
    [5, table],
    [11, named('input_ids', INT64, ['batch', 'length'])],
    [11, named('attention_mask', INT64, ['batch', 'length'])],
    [12, named('logits', FLOAT, ['batch', 'length', width])],
  ];
  return encodeMessage([
    [1, 8],
    [7, graph],
    [8, [[2, 13]]],
  ]);
}

function configOf(labels: readonly string[], { most, size }: { readonly most: number; readonly size: number }): object {
  return {
    model_type: 'bert',
    architectures: ['BertForTokenClassification'],
    vocab_size: size,
    max_position_embeddings: most + 2,
    id2label: Object.fromEntries(labels.map((label, at) => [String(at), label])),
    label2id: Object.fromEntries(labels.map((label, at) => [label, at])),
  };
}

function tokenizerOf(vocabulary: readonly string[]): object {
  const special = (content: string) => ({
    id: vocabulary.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const framed = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  return {
    version: '1.0',
    added_tokens: SPECIAL.map(special),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [framed('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, framed('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(
        ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [vocabulary.indexOf(id)], tokens: [id] }]),
      ),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, at) => [token, at])),
    },
  };
}
