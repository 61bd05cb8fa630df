import { asSallyportError, countByEntity, problemReply, SallyportError, utf8 } from '@sallyport/core';
import { readErrorResponse, readResponse, type TextDocument } from '@sallyport/wire';
import type { Reply } from '../call.ts';
import type { Answered, Masked } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { findSpans, replaceable } from './detect.ts';
import { transformDocument } from './transform.ts';

/**
 * Masks the answer. An unreadable success is refused as `upstream_invalid`; an unreadable failure keeps its status
 * and loses its body.
 */
export async function mask(door: Door, exchange: Answered): Promise<Masked> {
  const { answer } = exchange;
  const document = readAnswer(door, exchange);
  if (document === undefined) return Object.freeze({ ...exchange, reply: emptied(answer), masked: {} });
  const spans = await findSpans(door.detect, document);
  const { bytes } = transformDocument({ document, spans, plan: exchange.decision.operators.back });
  return Object.freeze({
    ...exchange,
    reply: { ...answer, body: bytes },
    masked: countByEntity(replaceable(document, spans)),
  });
}

function readAnswer(door: Door, { answer, operation }: Answered): TextDocument | undefined {
  const contentType = answer.headers['content-type'] ?? null;
  const failed = answer.status >= 400;
  try {
    return failed
      ? readErrorResponse(answer.body, { maxDepth: door.maxDepth })
      : readResponse(operation, answer.body, { contentType, maxDepth: door.maxDepth });
  } catch (cause) {
    if (failed && asSallyportError(cause).code !== 'internal') return undefined;
    throw new SallyportError('upstream_invalid');
  }
}

function emptied(answer: Reply): Reply {
  const problem = problemReply(new SallyportError('upstream_failed'));
  return {
    status: answer.status,
    headers: { ...answer.headers, 'content-type': 'application/problem+json' },
    body: utf8(problem.body),
  };
}
