import { utf8 } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, COMPLETIONS, codeOf, EMBEDDINGS, operationAt, textOf } from '../fixtures/bodies.ts';
import { FILES, FORM_TYPE, field, file, form } from '../form/form.test-support.ts';
import { readRequest } from '../read-document.ts';
import { readStreamed } from '../rewrite-request-stream.test-support.ts';
import type { TextDocument, TokenDecoder } from '../text-document.ts';

/** A model whose token ids are bytes. */
const decodeTokens: TokenDecoder = (model, ids) =>
  model === 'bytes' && ids.every((id) => id < 256) ? Uint8Array.from(ids) : undefined;

const ids = (text: string): number[] => [...utf8(text)];

function read(input: unknown, rest: object = { model: 'bytes' }): TextDocument {
  const body = bytesOf({ input, ...rest });
  return readRequest(EMBEDDINGS, body, { contentType: 'application/json', decodeTokens });
}

/** The inputs once a detector that knows some words has judged every leaf. */
function judged(input: unknown, words: readonly string[]): unknown {
  const document = read(input);
  const changes = document.leaves.map(({ text }, index) => {
    const put = words.reduce((left, word) => left.replaceAll(word, '[X]'), text);
    return [index, put] as const;
  });
  return (JSON.parse(textOf(document.rewrite(new Map(changes)))) as { input: unknown }).input;
}

describe('texts in token ids', () => {
  it('are leaves, wherever the model is named', () => {
    expect(read(ids('Alma é')).leaves[0]).toEqual({ text: 'Alma é', field: 'input', role: 'text' });
    expect(read(ids('Alma')).inputs).toBe(1);
    expect(read([ids('Alma'), ids('was')])).toMatchObject({ inputs: 2, model: 'bytes' });
    const options = { contentType: 'application/json', decodeTokens };
    const prompt = readRequest(COMPLETIONS, bytesOf({ prompt: [ids('Alma')], model: 'bytes' }), options);
    expect(prompt.leaves[0]).toEqual({ text: 'Alma', field: 'prompt', role: 'text' });
    const azure = operationAt('/deployments/bytes/embeddings');
    expect(readRequest(azure, bytesOf({ input: ids('Alma') }), options).leaves[1]?.text).toBe('Alma');
  });

  it('stay as they were where nothing changes', () => {
    const body = utf8('{"model":"bytes", "input": [[65,  66], [67]] }');
    const document = readRequest(EMBEDDINGS, body, { contentType: 'application/json', decodeTokens });
    const same = document.leaves.map(({ text }, index) => [index, text] as const);
    expect(document.rewrite(new Map(same))).toBe(body);
    const user = readRequest(EMBEDDINGS, bytesOf({ input: [[65]], user: 'Alma', model: 'bytes' }), { decodeTokens });
    expect(textOf(user.rewrite(new Map([[1, 'A']])))).toBe('{"input":[[65]],"user":"A","model":"bytes"}');
  });

  it('all become strings once one changes', () => {
    expect(judged(ids('Alma was seen'), ['Alma'])).toBe('[X] was seen');
    expect(judged([ids('Alma was seen. '), ids('She is well.')], ['Alma'])).toEqual(['[X] was seen. ', 'She is well.']);
    expect(judged([ids('Alma'), ids('')], ['Alma'])).toEqual(['[X]', []]);
  });

  it('are searched where one ends and the next begins', () => {
    const slices = (...texts: readonly string[]) => texts.map(ids);
    expect(judged(slices('SSN 078-05', '-1120 on file'), ['078-05-1120'])).toEqual(['SSN [X]', ' on file']);
    expect(judged(slices('Alma SSN 078-05', '-1120 for Alma'), ['078-05-1120', 'Alma'])).toEqual([
      '[X] SSN [X]',
      ' for [X]',
    ]);
    expect(judged(slices('a 0', '1 b 2', '3 c'), ['01', '23'])).toEqual(['a [X]', ' b [X]', ' c']);
    expect(judged(slices('Alma ', 'Alma '), ['Alma'])).toEqual(['[X] ', '[X] ']);
    expect(judged(slices('born', ' 1950'), ['born 1950'])).toEqual(['[X]', '']);
    expect(codeOf(() => judged(slices('0', '1', '2 x'), ['012']))).toBe('input_unreadable');
    expect(judged(slices('see Alma', ' Fern'), ['Alma Fern', 'Alma'])).toEqual(['see [X]', '']);
    expect(judged(slices('Alma, see Alma-', 'Fern and Fern'), ['Alma-Fern', 'Alma', 'Fern'])).toEqual([
      '[X], see [X]',
      ' and [X]',
    ]);
    expect(judged(slices('a Alma', ' Fern'), ['Alma Fern', 'Alma'])).toEqual(['a [X]', '']);
    expect(codeOf(() => judged(slices('Bo. Alma-', 'Fern'), ['Alma-Fern', 'Alma', 'Bo']))).toBe('input_unreadable');
    expect(judged(slices('aaaaaa', 'b'), ['aaab', 'aa'])).toEqual(['[X]a[X]', '']);
  });

  it('may be cut inside a character', () => {
    const bytes = ids('Ferné💠 here');
    expect(judged([bytes.slice(0, 5), bytes.slice(5)], [])).toEqual([bytes.slice(0, 5), bytes.slice(5)]);
    expect(judged([bytes.slice(0, 5), bytes.slice(5)], ['here'])).toEqual(['Ferné', '💠 [X]']);
    expect(judged([bytes.slice(0, 8), bytes.slice(8)], ['Ferné💠'])).toEqual(['[X]', ' here']);
    expect(codeOf(() => read([bytes.slice(0, 5), ids('x')]))).toBe('input_unreadable');
    expect(codeOf(() => read(bytes.slice(5)))).toBe('input_unreadable');
  });

  it('lose every secret, wherever they are cut, and nothing else', async () => {
    const word = fc.constantFrom('a', 'bee', '.', ',', 'é', '💠', 'Fernhollow', '078-05-1120', '\n', '[', 'X');
    const words = fc.oneof(fc.array(word, { maxLength: 30 }), fc.array(word, { minLength: 200, maxLength: 300 }));
    const law = fc.property(words, fc.array(fc.nat(), { minLength: 1, maxLength: 1 }), (pieces, cuts) => {
      const all = ids(pieces.join(' '));
      const places = [0, ...cuts.map((cut) => cut % (all.length + 1)).toSorted((x, y) => x - y), all.length];
      const slices = places.slice(1).map((end, index) => all.slice(places[index], end));
      const inputs = judged(slices, ['Fernhollow', '078-05-1120']) as readonly unknown[];
      const rewritten = inputs.flatMap((input) => (typeof input === 'string' ? ids(input) : input)) as number[];
      const expected = pieces.map((piece) => (piece.length > 4 ? '[X]' : piece)).join(' ');
      expect(new TextDecoder().decode(Uint8Array.from(rewritten))).toBe(expected);
    });
    await fc.assert(law, { numRuns: 500, endOnFailure: true });
  });

  it.each([
    ['an unknown id', [[65, 300]], {}],
    ['an id that is none', [[65, -1]], {}],
    ['a fraction', [[65, 1.5]], {}],
    ['an id too long', [12345678], {}],
    ['a word among ids', [65, 'Alma'], {}],
    ['a list among ids', [65, [66]], {}],
    ['a word among lists', [[65], 'Alma'], {}],
    ['a list among words', ['Alma', [65]], {}],
    ['lists three deep', [[[65]]], {}],
    ['null among ids', [[65, null]], {}],
    ['words one too deep', [['Alma']], {}],
    ['a model no one knows', [[65]], { model: 'words' }],
    ['no model', [[65]], { model: undefined }],
    ['bytes that are no text', [[0xff]], {}],
  ])('are refused with %s', (_what, input, rest) => {
    expect(codeOf(() => read(input, { model: 'bytes', ...rest }))).toBe('input_unreadable');
  });

  it('are refused where they stand for too much text', () => {
    const spaces: TokenDecoder = () => new Uint8Array(5_000_000).fill(32);
    const options = { contentType: 'application/json', decodeTokens: spaces };
    expect(codeOf(() => readRequest(EMBEDDINGS, bytesOf({ input: [[1], [2]], model: 'm' }), options))).toBe(
      'body_too_large',
    );
  });

  it('are refused in a body that is read as it comes, but for the lines of a batch', async () => {
    const body = bytesOf({ model: 'bytes', input: [ids('Alma')] });
    const choose = ({ text }: { readonly text: string }) =>
      text.includes('Alma') ? text.replace('Alma', 'A') : undefined;
    const streamed = await readStreamed({ operation: EMBEDDINGS, body, choose, decodeTokens });
    expect(streamed).toEqual({ code: 'input_unreadable' });
    const line = {
      custom_id: 'a',
      method: 'POST',
      url: '/v1/embeddings',
      body: { model: 'bytes', input: [ids('Alma'), ids('.')] },
    };
    const batch = (text: string) => form(field('purpose', 'batch'), file(`${text}\n`, { name: 'b.jsonl' }));
    const reading = {
      operation: FILES,
      body: utf8(batch(JSON.stringify(line))),
      contentType: FORM_TYPE,
      decodeTokens,
      choose,
    };
    const outcome = await readStreamed(reading);
    const rewritten = { ...line, body: { ...line.body, input: ['A', '.'] } };
    expect('body' in outcome && textOf(outcome.body)).toBe(batch(JSON.stringify(rewritten)));
  });
});
