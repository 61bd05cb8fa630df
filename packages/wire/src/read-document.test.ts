import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  CHAT,
  COMPLETIONS,
  codeOf,
  EMBEDDINGS,
  MODELS,
  operationAt,
  request,
  response,
  texts,
} from './fixtures/bodies.ts';
import { readErrorResponse, readRequest } from './read-document.ts';

const message = (content: unknown) => ({ messages: [{ role: 'user', content }] });

describe('readRequest', () => {
  it.each([
    ['', 'body_missing'],
    [' ', 'body_not_json'],
    ['{', 'body_not_json'],
    ['\ufeff{}', 'body_not_json'],
    ['{}{}', 'body_not_json'],
    ['[]', 'input_unreadable'],
    ['"text"', 'input_unreadable'],
    ['{"model":"m","model":"n"}', 'body_duplicate_key'],
    ['{"stream":true,"stream":false}', 'body_duplicate_key'],
    ['{"messages":[{"content":"a","content":"b"}]}', 'body_duplicate_key'],
    ['['.repeat(10_000), 'body_too_deep'],
    [`{"metadata":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'body_too_deep'],
    ['{"user":"\\ud800"}', 'body_lone_surrogate'],
    ['{"metadata":{"\\ud800":1}}', 'body_lone_surrogate'],
  ])('refuses %.40j', (body, code) => {
    expect(codeOf(() => request(CHAT, body))).toBe(code);
  });

  it.each([true, 'true', 1, {}, []])('refuses to stream: %j', (stream) => {
    expect(codeOf(() => request(EMBEDDINGS, { stream }))).toBe('stream_unsupported');
    for (const operation of [CHAT, COMPLETIONS, EMBEDDINGS]) {
      if (stream !== true) expect(codeOf(() => request(operation, { stream }))).toBe('stream_unsupported');
      expect(codeOf(() => request(operation, { Stream: stream }))).toBe('stream_unsupported');
    }
  });

  it.each([false, null, true])('takes stream: %j', (stream) => {
    expect(codeOf(() => request(CHAT, { stream }))).toBe('none');
    expect(codeOf(() => request(COMPLETIONS, { stream }))).toBe('none');
  });

  it.each([[[1, 2]], [[[1, 2]]], [['a', 3]], [7], [true], [{ text: 'a' }], [[null]], [[['a']]]])(
    'refuses input that is not text: %j',
    (input) => {
      expect(codeOf(() => request(EMBEDDINGS, { input }))).toBe('input_unreadable');
      expect(codeOf(() => request(EMBEDDINGS, { Input: input }))).toBe('input_unreadable');
      expect(codeOf(() => request(COMPLETIONS, { prompt: input }))).toBe('input_unreadable');
    },
  );

  it.each([
    ['a picture', message([{ type: 'image_url', image_url: { url: 'https://pictures.example/1' } }])],
    ['a picture without a type', message([{ image_url: { url: 'data:image/png;base64,AAAA' } }])],
    ['a picture in another case', message([{ type: 'text', Image_URL: { url: 'data:image/png;base64,AAAA' } }])],
    ['sound', message([{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }])],
    ['a file', message([{ type: 'file', file: { file_id: 'file-1' } }])],
    ['a part no one named', message([{ type: 'hologram', hologram: 'AAAA' }])],
    ['content that is an object', message({ type: 'text', text: 'a' })],
    ['content that is a number', message(7)],
    ['a part that is a list', message([['a']])],
    ['an earlier answer in sound', { messages: [{ role: 'assistant', audio: { id: 'audio_1' } }] }],
    ['a wish for sound', { audio: { voice: 'alloy', format: 'mp3' } }],
    ['the modality of sound', { modalities: ['text', 'audio'] }],
    ['a prediction with a picture', { prediction: { type: 'content', content: [{ type: 'image_url' }] } }],
    ['messages that are one object', { messages: { role: 'user', content: 'a' } }],
    ['messages in another case', { MESSAGES: message([{ type: 'image_url' }]).messages }],
    ['token ids of a compatible server', { prompt_token_ids: [1, 2, 3] }],
  ])('refuses %s', (_name, body) => {
    expect(codeOf(() => request(CHAT, body))).toBe('input_unreadable');
  });

  it('takes null wherever there is no input', () => {
    const body = { messages: [{ role: 'assistant', content: null, audio: null }], audio: null, modalities: null };
    expect(codeOf(() => request(CHAT, body))).toBe('none');
    expect(codeOf(() => request(CHAT, { modalities: ['text'] }))).toBe('none');
  });

  it('judges the depth it is told', () => {
    const body = bytesOf({ metadata: [[1]] });
    expect(codeOf(() => readRequest(CHAT, body, { maxDepth: 3 }))).toBe('none');
    expect(codeOf(() => readRequest(CHAT, body, { maxDepth: 2 }))).toBe('body_too_deep');
  });

  it('counts inputs', () => {
    expect(request(EMBEDDINGS, { input: 'a' }).inputs).toBe(1);
    expect(request(EMBEDDINGS, { input: ['a', 'b', ''] }).inputs).toBe(3);
    expect(request(EMBEDDINGS, { input: [] }).inputs).toBe(0);
    expect(request(COMPLETIONS, { prompt: ['a', 'b'] }).inputs).toBe(2);
    expect(request(COMPLETIONS, { prompt: null }).inputs).toBe(0);
    expect(request(CHAT, { messages: [{ content: [{ text: 'a' }, { text: 'b' }] }, { content: 'c' }] }).inputs).toBe(2);
  });

  it('tells the model, where its name is well formed', () => {
    expect(request(CHAT, { model: 'gpt-4o-2024-08-06' }).model).toBe('gpt-4o-2024-08-06');
    expect(request(CHAT, { model: 'acme/tiny:7b' }).model).toBe('acme/tiny:7b');
    expect(request(CHAT, { model: 'model of Alma' })).not.toHaveProperty('model');
    expect(request(CHAT, { model: 7 })).not.toHaveProperty('model');
    expect(request(CHAT, { metadata: { model: 'x' } })).not.toHaveProperty('model');
    expect(response(CHAT, { model: 'gpt-4o' })).not.toHaveProperty('model');
  });

  it('reads nothing of an operation without a body, and takes none', () => {
    const document = readRequest(MODELS, new Uint8Array(), { contentType: null });
    expect([document.leaves, document.inputs, document.rewrite(new Map())]).toEqual([[], 0, new Uint8Array()]);
    expect(codeOf(() => request(MODELS, {}))).toBe('input_unreadable');
  });

  it("reads a deployment's name, which stands in the path", () => {
    const leaf = { text: 'fernhollow-clinic', field: 'deployment', role: 'structure' };
    const document = request(operationAt('/deployments/fernhollow-clinic/embeddings'), { input: 'Alma' });
    expect(document.leaves).toEqual([leaf, { text: 'Alma', field: 'input', role: 'text' }]);
    expect(new TextDecoder().decode(document.rewrite(new Map([[1, '[NAME]']])))).toBe('{"input":"[NAME]"}');
    expect(request(operationAt('/deployments/gpt-4o-2024-08-06/embeddings'), { input: 'a' }).leaves).toHaveLength(1);
    expect(
      texts(readRequest(operationAt('/deployments/123/models', 'GET'), new Uint8Array(), {}), 'structure'),
    ).toEqual(['123']);
  });

  it('refuses an operation that is not in the table', () => {
    for (const other of [{ id: 'files.create' }, { path: '/files' }, { method: 'PUT' as const }]) {
      expect(codeOf(() => request({ ...EMBEDDINGS, ...other }, {}))).toBe('operation_unknown');
    }
  });

  it('reads a body of 10 MB', () => {
    const document = request(EMBEDDINGS, {
      input: Array.from({ length: 100_000 }, (_, i) => `${i} ${'note '.repeat(20)}`),
    });
    expect(document.leaves).toHaveLength(100_000);
    expect(document.rewrite(new Map([[99_999, '']])).length).toBeGreaterThan(10_000_000);
  });
});

describe('readResponse', () => {
  it('passes vectors and refuses what only looks like one', () => {
    const answer = (embedding: unknown) => ({ object: 'list', data: [{ object: 'embedding', index: 0, embedding }] });
    for (const vector of ['AACAPwAAAEA=', '', [0.12345, -1e-7]]) {
      expect(response(EMBEDDINGS, answer(vector)).leaves).toEqual([]);
    }
    for (const other of ['AAAA', 'Alma Fernhollow!', 'AACAPwAAAEA', 'AACAPwAAA-A=', ['a'], [null], {}, 7]) {
      expect(codeOf(() => response(EMBEDDINGS, answer(other)))).toBe('input_unreadable');
    }
  });

  it('refuses sound', () => {
    const body = { choices: [{ message: { role: 'assistant', audio: { id: 'audio_1', data: 'AAAA' } } }] };
    expect(codeOf(() => response(CHAT, body))).toBe('input_unreadable');
  });
});

describe('readErrorResponse', () => {
  const read = (body: unknown) => readErrorResponse(bytesOf(body), { contentType: 'application/json' });

  it('takes well-formed types, codes and parameters for structure, and all else for text', () => {
    const error = {
      message: 'No such chart: Alma',
      type: 'invalid_request_error',
      code: 'not_found',
      param: 'messages[0].name',
    };
    expect(read({ error }).leaves).toEqual([
      { text: 'No such chart: Alma', field: 'message', role: 'text' },
      { text: 'invalid_request_error', field: 'type', role: 'structure' },
      { text: 'not_found', field: 'code', role: 'structure' },
      { text: 'messages[0].name', field: 'param', role: 'structure' },
    ]);
    const odd = { type: 'an error', code: 'Alma Fernhollow', param: 'Alma, 4481234', message: null };
    expect(texts(read({ error: odd }))).toEqual(['an error', 'Alma Fernhollow', 'Alma, 4481234']);
  });

  it.each([
    [{ error: 'no chart of Alma' }],
    [{ message: 'no chart of Alma', code: 40401 }],
    [{ detail: [{ msg: 'no chart of Alma' }] }],
    [['no chart of Alma']],
    ['"no chart of Alma"'],
  ])('reads other forms: %j', (body) => {
    expect(texts(read(body))).toEqual(['no chart of Alma']);
  });
});
