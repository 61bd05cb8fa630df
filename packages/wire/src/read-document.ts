import { type Operation, SallyportError } from '@sallyport/core';
import { decodeBody } from './decode-body.ts';
import type { Draft } from './draft.ts';
import { openDocument } from './open-document.ts';
import { ERROR_RESPONSE } from './operations/error-response.ts';
import { type DraftOptions, readDraft } from './read-draft.ts';
import { pathLeaves, routeOf } from './request-route.ts';
import type { Shape } from './shape.ts';
import { DEFAULT_MAX_DEPTH, type ReadOptions, type TextDocument } from './text-document.ts';

const EMPTY: Draft = Object.freeze({
  source: '',
  leaves: [],
  slots: [],
  groups: [],
  inputs: 0,
  model: undefined,
  refusal: undefined,
});

/**
 * Reads the body of a request, and the segments of its path that the caller chose. Throws `operation_unknown`,
 * `body_missing`, `content_type_unsupported`, `body_not_utf8`, `body_not_json`, `body_duplicate_key`, `body_too_deep`,
 * `body_lone_surrogate`, `stream_unsupported`, and `input_unreadable` of what is not text: token ids, pictures, sound, files,
 * or any body of an operation that has none.
 */
export function readRequest(operation: Operation, body: Uint8Array, options: ReadOptions): TextDocument {
  const route = routeOf(operation);
  const { entry } = route;
  const outside = pathLeaves(route);
  if (entry.request !== undefined) return openDocument(body, readBody(body, entry.request, options), outside);
  if (body.length > 0) throw new SallyportError('input_unreadable');
  return openDocument(body, EMPTY, outside);
}

/** Reads the body of a successful answer. Throws as `readRequest` does. */
export function readResponse(operation: Operation, body: Uint8Array, options: ReadOptions): TextDocument {
  const draft = readBody(body, routeOf(operation).entry.response, { ...options, tools: true });
  return openDocument(body, draft, []);
}

/**
 * Reads the body of a provider's error, `{error: {message, type, code, param}}` or the like: a well-formed type, code or param
 * is structure and every other string text. Throws as `readRequest` does.
 */
export function readErrorResponse(body: Uint8Array, options: ReadOptions): TextDocument {
  return openDocument(body, readBody(body, ERROR_RESPONSE, options), []);
}

function readBody(body: Uint8Array, shape: Shape, options: ReadOptions & Pick<DraftOptions, 'tools'>): Draft {
  const source = decodeBody(body, options.contentType);
  const { maxDepth = DEFAULT_MAX_DEPTH, tools = false } = options;
  const draft = readDraft(source, { shape, maxDepth, tools });
  if (typeof draft === 'string') throw new SallyportError(draft);
  if (draft.refusal !== undefined) throw new SallyportError(draft.refusal);
  return draft;
}
