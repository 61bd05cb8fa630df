import { SallyportError } from '@sallyport/core';
import { encode as encodeCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { encode as encodeO200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { encodingOf } from './encoding-of.ts';
import { readWithTokens } from './read-with-tokens.ts';

const TEXT = 'Alma Fernhollow, née José 💠, was seen at 日本語 clinic; SSN 078-05-1120.\n\t  ok';

/** What a model's ids decode to, as a reader that refuses unknown ones would tell. */
async function decoded(model: string, ids: readonly number[]): Promise<string> {
  return readWithTokens((decode) => {
    const bytes = decode(model, ids);
    if (bytes === undefined) throw new SallyportError('input_unreadable');
    return new TextDecoder().decode(bytes);
  });
}

describe('readWithTokens', () => {
  it('decodes what the encodings encode', async () => {
    expect(await decoded('text-embedding-3-small', encodeCl100k(TEXT))).toBe(TEXT);
    expect(await decoded('gpt-4o-2024-08-06', encodeO200k(TEXT))).toBe(TEXT);
  });

  it('keeps nothing of a character that was cut for the next call', async () => {
    const ids = encodeCl100k('日本語');
    for (let end = 0; end < ids.length; end += 1) {
      await decoded('text-embedding-3-small', ids.slice(0, end));
      expect(await decoded('text-embedding-3-small', encodeCl100k('plain'))).toBe('plain');
    }
  });

  it.each([
    ['text-embedding-3-small', [100_257]],
    ['text-embedding-3-small', [9_999_999]],
    ['text-embedding-3-small', [100_256]],
    ['a-model-of-ours', [1]],
    ['gpt-4o', [199_999]],
  ])('knows nothing of %s and %j', async (model, ids) => {
    await expect(decoded(model, ids)).rejects.toMatchObject({ code: 'input_unreadable' });
  });

  it('passes on what the reader throws, and reads once where no ids are asked for', async () => {
    let readings = 0;
    const read = readWithTokens(() => {
      readings += 1;
      throw new SallyportError('body_not_json');
    });
    await expect(read).rejects.toMatchObject({ code: 'body_not_json' });
    expect(readings).toBe(1);
  });
});

describe('encodingOf', () => {
  it.each([
    ['text-embedding-ada-002', 'cl100k'],
    ['text-embedding-3-large', 'cl100k'],
    ['gpt-3.5-turbo-instruct', 'cl100k'],
    ['davinci-002', 'cl100k'],
    ['gpt-4', 'cl100k'],
    ['gpt-4o-mini', 'o200k'],
    ['gpt-4.1-nano-2025-04-14', 'o200k'],
    ['o3', 'o200k'],
    ['text-embedding-4', undefined],
    ['gpt-6', undefined],
    ['ft:gpt-4o:acme', undefined],
    ['', undefined],
  ])('of %s is %s', (model, encoding) => {
    expect(encodingOf(model)).toBe(encoding);
  });
});
