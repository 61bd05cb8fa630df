import { readBounded, SallyportError, type Span } from '@sallyport/core';
import type { Engine } from '@sallyport/phi';
import { readFinding, readList, readName } from '../answer.ts';
import { categoryOf } from '../category.ts';
import { codePointOffsets } from '../code-points.ts';
import { createEngine, type EngineLimits } from '../create-engine.ts';
import { readTextUrl } from '../text-url.ts';
import { PRESIDIO_CATEGORIES } from './categories.ts';

/** How to ask a Presidio analyzer. Its findings below `minScore`, 0.35 by default, are not asked for. */
export interface PresidioOptions extends EngineLimits {
  /** The analyzer's base URL; `/analyze` is added. Https, or http to this very machine. */
  readonly url: string;
  /** Takes http to other machines too, where the network between is one's own. Default `false`. */
  readonly insecureHttp?: boolean;
  /** The language of the texts. Default `en`. */
  readonly language?: string;
  /** The only entities to look for, by Presidio's names. Default: all it knows. */
  readonly entities?: readonly string[];
  /** Sent with every request, for a gateway before it. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Far below what spaCy refuses (1,000,000 characters), so that no one request takes long. */
const CHUNK = { limit: 50_000, unit: 'utf16' } as const;

/** Default of `minScore`: below it stand patterns that any number fits. */
const MIN_SCORE = 0.35;

const LARGEST_ANSWER = 8_388_608;

/**
 * A Presidio analyzer (https://microsoft.github.io/presidio/api-docs): the texts are sent there by HTTP, one request for each. Redirects
 * are not followed. Raises `config_invalid` for a URL it may not send text to.
 */
export function presidio(options: PresidioOptions): Engine {
  const { minScore = MIN_SCORE } = options;
  const url = analyzeUrl(options);
  return createEngine({
    name: 'presidio',
    chunk: CHUNK,
    limits: { ...options, minScore },
    analyze: async (chunks, signal) =>
      Promise.all(chunks.map(async (text) => readAnswer(text, await post(text, { url, options, minScore, signal })))),
  });
}

function analyzeUrl({ url, insecureHttp = false }: PresidioOptions): URL {
  const base = readTextUrl(url, { place: 'engines/presidio/url', insecureHttp });
  return new URL(`${base.href.replace(/\/$/, '')}/analyze`);
}

interface Asked {
  readonly url: URL;
  readonly options: PresidioOptions;
  readonly minScore: number;
  readonly signal: AbortSignal;
}

async function post(text: string, { url, options, minScore, signal }: Asked): Promise<unknown> {
  const { language = 'en', entities, headers = {}, fetch = globalThis.fetch } = options;
  const asked = { text, language, score_threshold: minScore, ...(entities === undefined ? {} : { entities }) };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(asked),
    redirect: 'error',
    signal,
  });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new SallyportError('engine_unavailable');
  }
  return parse(await readBounded(answer.body, { limit: LARGEST_ANSWER, error: 'engine_invalid' }));
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SallyportError('engine_invalid');
  }
}

/** Presidio counts in code points, as Python does. */
function readAnswer(text: string, answer: unknown): readonly Span[] {
  const unitsOf = codePointOffsets(text);
  return readList(answer).flatMap(({ entity_type, start, end, score }) =>
    readFinding(text, {
      start: unitsOf(start),
      end: unitsOf(end),
      score,
      category: categoryOf(PRESIDIO_CATEGORIES, [readName(entity_type)]),
    }),
  );
}
