import { fromUtf8 } from '@sallyport/core';
import { addUse, type TextLeaf, type TokenUse, tokensOf, tokensSaid } from '@sallyport/wire';
import type { Reply } from '../call.ts';

/** By and large, so many bytes, or UTF-16 code units, of text are a token (OpenAI, "What are tokens and how to count them?"). */
export const BYTES_PER_TOKEN = 4;

/** How Amazon Bedrock says what a whole answer used, whatever the model. */
const HEADERS = { input: 'x-amzn-bedrock-input-token-count', output: 'x-amzn-bedrock-output-token-count' } as const;

/** Hears how many tokens a call used. */
export class TokenMeter {
  #said: TokenUse = {};
  #ended = false;
  #answered: number | undefined;

  /** What the provider said, once all of its answer was heard; it had not said everything before. */
  get tokens(): number | undefined {
    return this.#ended ? tokensOf(this.#said) : undefined;
  }

  /** About how many tokens the answer had, as far as it came; `undefined` where none came. */
  get answered(): number | undefined {
    return this.#answered;
  }

  /** A whole answer came. One that is a failure, and says nothing, used nothing. */
  whole({ status, headers, body }: Reply): void {
    this.#ended = true;
    this.#answered ??= 0;
    this.#said = addUse(addUse(headersSaid(headers), textSaid(body)), status >= 400 ? { total: 0 } : {});
  }

  /** The texts of a whole answer. */
  texts(texts: readonly Pick<TextLeaf, 'text' | 'role'>[]): void {
    const length = texts.reduce((sum, { text, role }) => sum + (role === 'text' ? text.length : 0), 0);
    this.#answered = (this.#answered ?? 0) + Math.ceil(length / BYTES_PER_TOKEN);
  }

  /** An event of an answer came. Providers send about one a token. */
  event(json: string): void {
    this.#answered = (this.#answered ?? 0) + 1;
    this.#said = addUse(this.#said, tokensSaid(json));
  }

  /** The last event came. */
  end(): void {
    this.#ended = true;
  }
}

function headersSaid(headers: Reply['headers']): TokenUse {
  const said = (name: string) => (/^\d{1,15}$/.test(headers[name] ?? '') ? Number(headers[name]) : undefined);
  const [input, output] = [said(HEADERS.input), said(HEADERS.output)];
  return { ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
}

function textSaid(body: Uint8Array): TokenUse {
  try {
    return tokensSaid(fromUtf8(body));
  } catch {
    // Sound, or a picture
    return {};
  }
}
