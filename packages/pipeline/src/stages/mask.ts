import { asSallyportError, countByEntity, problemReply, SallyportError, utf8 } from '@sallyport/core';
import { readErrorResponse, readResponse, type TextDocument } from '@sallyport/wire';
import type { HeaderRecord, Reply } from '../call.ts';
import type { Answered, Masked } from '../exchange.ts';
import type { Door } from '../ports.ts';
import { exposed, findSpans, replaceable } from './find-spans.ts';
import { rememberConversation, restorerOf } from './restore.ts';
import { transformDocument } from './transform.ts';

/**
 * Masks the answer, puts the caller's own values back where policy says so, and leaves out headers that hold an identifier. An unreadable success is refused as `upstream_invalid`,
 * one with an identifier where it cannot be replaced as `phi_in_structure`; such a failure keeps its status and loses its body.
 */
export async function mask(door: Door, exchange: Answered): Promise<Masked> {
  const { meter } = exchange;
  meter?.whole(exchange.answer);
  const headers = await cleanHeaders(door, exchange.answer.headers);
  const answer = { ...exchange.answer, headers };
  const document = readAnswer(door, exchange);
  if (document === undefined) return Object.freeze({ ...exchange, reply: emptied(answer), masked: {} });
  meter?.texts(document.leaves);
  const spans = await findSpans(door.detect, document.leaves);
  if (exposed(document.leaves, spans)) {
    if (answer.status < 400) throw new SallyportError('phi_in_structure');
    return Object.freeze({ ...exchange, reply: emptied(answer), masked: {} });
  }
  rememberConversation(exchange, document.leaves);
  const { bytes } = await transformDocument({
    document,
    spans,
    plan: exchange.decision.operators.back,
    subject: exchange.subject,
    tokens: exchange.tokens,
    from: 'answer',
    restore: restorerOf(exchange),
  });
  return Object.freeze({
    ...exchange,
    reply: { ...answer, body: bytes },
    masked: countByEntity(replaceable(document, spans)),
  });
}

/** The headers in which no identifier stands. */
export async function cleanHeaders(door: Door, headers: HeaderRecord): Promise<HeaderRecord> {
  // The server's own clock, and no date of anybody's care.
  const entries = Object.entries(headers).filter(([name]) => name !== 'date');
  const leaves = entries.map(([, text]) => ({ text, role: 'structure' as const }));
  const spans = await findSpans(door.detect, leaves);
  const clean = entries.filter((_, index) => !exposed(leaves.slice(index, index + 1), spans.slice(index, index + 1)));
  return { ...Object.fromEntries(clean), ...(headers.date === undefined ? {} : { date: headers.date }) };
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
