import { asSallyportError, type ErrorCode, SallyportError, type Span, untilAborted } from '@sallyport/core';
import { type Engine, mergeSpans, readClaims } from '@sallyport/phi';
import type { Detect, DetectorInput } from './ports.ts';

export type { Engine } from '@sallyport/phi';

/** An engine's failure that was passed over: which, and how. */
export interface EngineFailure {
  readonly engine: string;
  readonly code: ErrorCode;
}

/** Which engines look too, and what their failure means. */
export interface EnginesOptions {
  readonly engines: readonly Engine[];
  /**
   * `refuse`, the default: without each engine's answer there is none, and the call is refused. `dangerouslyIgnore`: what the others
   * found has to do.
   */
  readonly onFailure?: 'refuse' | 'dangerouslyIgnore';
  /** Told of each failure that is passed over. It observes: it must not throw. */
  readonly onIgnored?: (failure: EngineFailure) => void;
}

/** A text without a letter or a digit holds no identifier. */
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Detection by `detect` and by engines beside it, merged by union. Engines are shown texts alone: not the names of their fields, and
 * no keys, ids, model names or headers, in which nothing can be replaced and a guess would refuse the call. Raises what `detect` raises,
 * `cancelled`, and, where an engine's failure refuses the call, the engine's own `engine_*`, or `detector_failed` for one that is no
 * error of ours.
 */
export function withEngines(detect: Detect, options: EnginesOptions): Detect {
  return async (inputs, { signal } = {}) => {
    const shown = inputs.flatMap((input, index) => (isShown(input) ? [index] : []));
    const texts = shown.map((index) => inputs[index]?.text ?? '');
    const [answers, found] = await Promise.all([
      texts.length === 0 ? [] : askAll({ ...options, texts, signal }),
      detect(inputs, signal === undefined ? {} : { signal }),
    ]);
    if (found.length !== inputs.length) throw new SallyportError('detector_failed');
    const merged = [...found];
    for (const [at, index] of shown.entries()) {
      const claims = answers.map((answer) => answer[at] ?? []).filter((list) => list.length > 0);
      if (claims.length > 0) merged[index] = mergeSpans(texts[at] ?? '', [found[index] ?? [], ...claims]);
    }
    return merged;
  };
}

function isShown({ text, structure }: DetectorInput): boolean {
  return structure !== true && LETTER_OR_DIGIT.test(text);
}

type Answer = readonly (readonly Span[])[];

interface Asking extends EnginesOptions {
  readonly texts: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** Asks every engine; once one refuses the call, the others are told to stop. */
async function askAll(asking: Asking): Promise<readonly Answer[]> {
  const { engines, signal } = asking;
  const stop = new AbortController();
  const until = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  try {
    return await Promise.all(engines.map((engine) => askOrIgnore(engine, { ...asking, signal: until })));
  } finally {
    stop.abort();
  }
}

async function askOrIgnore(engine: Engine, asking: Asking): Promise<Answer> {
  try {
    return await ask(engine, asking);
  } catch (cause) {
    const { code } = asSallyportError(cause, 'detector_failed');
    if (asking.onFailure !== 'dangerouslyIgnore' || code === 'cancelled') throw new SallyportError(code);
    asking.onIgnored?.({ engine: engine.name, code });
    return [];
  }
}

async function ask(engine: Engine, { texts, signal }: Asking): Promise<Answer> {
  const answer = await untilAborted(engine.detect(texts, signal === undefined ? {} : { signal }), signal);
  if (answer.length !== texts.length) throw new SallyportError('engine_invalid');
  return answer.map((claims, at) => readClaims(texts[at] ?? '', claims));
}
