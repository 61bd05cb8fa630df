import type { TokenDecoder } from '@sallyport/wire';
import { decodeIds, type TokenTable } from './decode-ids.ts';
import { type EncodingName, encodingOf } from './encoding-of.ts';

/**
 * Where the tables come from. Only the tables: the package's own decoder carries the bytes of a cut character over from one call
 * into the next.
 */
const SOURCES: Readonly<Record<EncodingName, () => Promise<{ readonly default: TokenTable }>>> = {
  cl100k: () => import('gpt-tokenizer/bpeRanks/cl100k_base'),
  o200k: () => import('gpt-tokenizer/bpeRanks/o200k_base'),
};

const LOADED = new Map<EncodingName, TokenTable>();

/**
 * Reads a body with a decoder of token ids. The tables are large, so one is loaded only when a body asks for it, and the body
 * is then read again. What `read` throws otherwise is passed on.
 */
export async function readWithTokens<T>(read: (decode: TokenDecoder) => T | Promise<T>): Promise<T> {
  for (;;) {
    const wanted = new Set<EncodingName>();
    try {
      return await read((model, ids) => {
        const name = encodingOf(model);
        if (name !== undefined && !LOADED.has(name)) wanted.add(name);
        return decodeLoaded(model, ids);
      });
    } catch (cause) {
      if (wanted.size === 0) throw cause;
      for (const name of wanted) LOADED.set(name, (await SOURCES[name]()).default);
    }
  }
}

/** Decodes token ids by what was loaded for readings before. */
export const decodeLoaded: TokenDecoder = (model, ids) => {
  const name = encodingOf(model);
  const table = name === undefined ? undefined : LOADED.get(name);
  return table === undefined ? undefined : decodeIds(table, ids);
};
