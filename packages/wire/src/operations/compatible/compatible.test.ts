import { describe, expect, it } from 'vitest';
import { apiOfKind } from '../../apis.ts';
import { bytesOf, codeOf } from '../../fixtures/bodies.ts';
import { readRequest, readResponse } from '../../read-document.ts';

const API = apiOfKind('openai-compatible');

function operation(call: string) {
  const [method = '', path = ''] = call.split(' ');
  const found = API.match(method, path);
  if (found === undefined) throw new TypeError(call);
  return found;
}

const texts = ({ leaves }: ReturnType<typeof readRequest>) =>
  leaves.filter(({ role }) => role === 'text').map(({ text }) => text);

describe('what compatible servers have beside OpenAI’s API', () => {
  it.each([
    ['POST /embed', { inputs: ['of Alma', 'of Petra'], truncate: true, normalize: true }, ['of Alma', 'of Petra'], 2],
    ['POST /embed', { inputs: 'of Alma', truncation_direction: 'right' }, ['of Alma'], 1],
    ['POST /embed_sparse', { inputs: 'of Alma' }, ['of Alma'], 1],
    ['POST /rerank', { query: 'of Alma', texts: ['a', 'b'], raw_scores: true }, ['of Alma', 'a', 'b'], 3],
    [
      'POST /rerank',
      { model: 'bge', query: 'q', documents: ['a', { text: 'b', title: 'c' }] },
      ['q', 'a', 'b', 'c'],
      3,
    ],
    ['POST /similarity', { inputs: { source_sentence: 'a', sentences: ['b', 'c'] } }, ['a', 'b', 'c'], 3],
    ['POST /predict', { inputs: [['a', 'b'], ['c']] }, ['a', 'b', 'c'], 3],
    ['POST /score', { model: 'bge', text_1: 'a', text_2: ['b', 'c'] }, ['a', 'b', 'c'], 3],
    ['POST /api/embed', { model: 'nomic-embed-text', input: ['a'], keep_alive: 300 }, ['a'], 1],
  ])('%s is read: %j', (call, body, expected, inputs) => {
    const document = readRequest(operation(call), bytesOf(body), {});
    expect(texts(document)).toEqual(expected);
    expect(document.inputs).toBe(inputs);
  });

  it.each([
    ['POST /embed', [[0.12345, -0.98765]], []],
    ['POST /embed_all', [[[0.12345], [0.98765]]], []],
    ['POST /embed_sparse', [[{ index: 12345, value: 0.5 }]], []],
    ['POST /rerank', [{ index: 12345, score: 0.98765, text: 'of Alma' }], ['of Alma']],
    ['POST /rerank', { results: [{ index: 0, document: { text: 'of Alma' }, relevance_score: 0.12345 }] }, ['of Alma']],
    ['POST /similarity', [0.98765, 0.12345], []],
    ['POST /predict', [[{ label: 'of Alma', score: 0.98765 }]], ['of Alma']],
    ['POST /api/embed', { model: 'nomic-embed-text', embeddings: [[0.12345]], total_duration: 14143917 }, []],
  ])('the answer of %s is read: %j', (call, body, expected) => {
    expect(texts(readResponse(operation(call), bytesOf(body), {}))).toEqual(expected);
  });

  it('refuses what cannot be read', () => {
    for (const [call, body] of [
      ['POST /embed', { inputs: [[101, 2023]] }],
      ['POST /rerank', { query: 'q', documents: [{ content: [{ type: 'image_url', image_url: { url: 'x' } }] }] }],
      ['POST /api/embed', { model: 'm', input: { image: 'x' } }],
    ] as const) {
      expect(codeOf(() => readRequest(operation(call), bytesOf(body), {}))).toBe('input_unreadable');
    }
  });

  it('has no operation that streams by itself', () => {
    for (const path of ['/api/chat', '/api/generate', '/completion', '/generate', '/generate_stream', '/tokenize']) {
      expect(API.match('POST', path)).toBeUndefined();
    }
  });

  it('is not OpenAI’s own', () => {
    expect(apiOfKind('openai').match('POST', '/embed')).toBeUndefined();
    expect(apiOfKind('azure-openai').match('POST', '/rerank')).toBeUndefined();
    expect(API.match('POST', '/chat/completions')?.id).toBe('chat.completions.create');
  });
});
