import { SallyportError, type Span } from '@sallyport/core';
import type { Detect } from './ports.ts';
import { RememberedSpans } from './remembered-spans.ts';

/**
 * Detection that looks at a long text once: a conversation sends all its messages again with each turn, and an agent its instructions.
 * Nothing of a text is kept but a keyed digest and where its spans stand. What fails is not remembered. Raises what `detect` raises, and
 * `detector_failed` where that answers for more or fewer texts than it was given.
 */
export function rememberSpans(detect: Detect): Detect {
  const remembered = new RememberedSpans();
  return async (inputs, options) => {
    const keys = inputs.map((input) => remembered.keyOf(input));
    const spans = keys.map((key) => (key === undefined ? undefined : remembered.get(key)));
    const unknown = inputs.flatMap((input, at) => (spans[at] === undefined ? [{ input, at }] : []));
    if (unknown.length === 0) return spans.map(known);
    const found = await detect(
      unknown.map(({ input }) => input),
      options,
    );
    if (found.length !== unknown.length) throw new SallyportError('detector_failed');
    for (const [index, { at }] of unknown.entries()) {
      const key = keys[at];
      spans[at] = known(found[index]);
      if (key !== undefined) remembered.set(key, known(found[index]));
    }
    return spans.map(known);
  };
}

/** No list of spans is a failure, never an empty list. */
function known(spans: readonly Span[] | undefined): readonly Span[] {
  if (spans === undefined) throw new SallyportError('detector_failed');
  return spans;
}
