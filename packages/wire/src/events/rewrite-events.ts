import { SallyportError } from '@sallyport/core';
import type { EventShapes } from '../operations/event-shapes.ts';
import { untilCancelled } from '../until-cancelled.ts';
import type { EventFraming } from './event-framing.ts';
import { EventRewriter } from './event-rewriter.ts';
import type { EventStreamOptions } from './event-stream.ts';
import { framingOf } from './framing-of.ts';

const DEFAULT_EVENT_BYTES = 1_048_576;

/** As `rewriteEventStream`, for events of these shapes. Letting go of it lets go of the body. */
export async function* rewriteEvents(
  shapes: EventShapes,
  body: AsyncIterable<Uint8Array>,
  options: EventStreamOptions & { readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void> {
  const { signal } = options;
  const rewriter = new EventRewriter(shapes, options);
  try {
    for await (const event of eventBytes(untilCancelled(body, signal), { ...options, framing: framingOf(shapes) })) {
      rewriter.read(event);
      if (rewriter.asks) await rewriter.judge();
      for (const bytes of rewriter.leaving()) yield bytes;
    }
  } catch (error) {
    // What was read completely is given before it is told what went wrong
    if (!signal.aborted && !rewriter.hasFailed) yield* lastEvents(rewriter);
    throw error;
  }
  yield* lastEvents(rewriter);
}

async function* lastEvents(rewriter: EventRewriter): AsyncGenerator<Uint8Array, void> {
  rewriter.end();
  if (rewriter.asks) await rewriter.judge();
  for (const bytes of rewriter.leaving()) yield bytes;
  if (rewriter.holds) throw new SallyportError('internal');
}

interface Cutting extends EventStreamOptions {
  readonly framing: EventFraming;
}

async function* eventBytes(
  body: AsyncIterable<Uint8Array>,
  { contentType, limitBytes, framing, eventBytes = DEFAULT_EVENT_BYTES }: Cutting,
): AsyncGenerator<Uint8Array, void> {
  const splitter = framing.openSplitter({ limitBytes, eventBytes });
  let isEmpty = true;
  for await (const chunk of body) {
    if (isEmpty && chunk.length > 0) judgeType(contentType, framing);
    isEmpty &&= chunk.length === 0;
    for (const event of splitter.split(chunk)) yield event;
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield rest;
}

function judgeType(contentType: string | null | undefined, { mediaType }: EventFraming): void {
  if (contentType !== undefined && !mediaType.test(contentType?.trim() ?? '')) {
    throw new SallyportError('content_type_unsupported');
  }
}
