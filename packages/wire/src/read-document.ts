import { type Operation, SallyportError } from '@sallyport/core';
import { type BodyLimits, limitsOf } from './body-limits.ts';
import { decodeBody, typeToJudge } from './decode-body.ts';
import type { DraftOptions } from './draft-options.ts';
import { formBoundary, isForm } from './form/form-boundary.ts';
import { FormReader } from './form/form-reader.ts';
import { AttachmentBudget } from './media/attachment-budget.ts';
import { openDocument } from './open-document.ts';
import { ERROR_RESPONSE } from './operations/error-response.ts';
import type { FormShape } from './operations/form-shape.ts';
import { readAnswer } from './read-answer.ts';
import { readDraft } from './read-draft.ts';
import { pathLeaves, routeOf } from './request-route.ts';
import type { Section } from './sections/section.ts';
import type { Shape } from './shape.ts';
import type { ReadOptions, TextDocument } from './text-document.ts';
import { tokenSection } from './tokens/token-section.ts';

/**
 * Reads the body of a request, and the segments of its path that the caller chose. Throws `operation_unknown`,
 * `body_missing`, `content_type_unsupported`, `body_not_utf8`, `body_not_json`, `body_duplicate_key`, `body_too_deep`,
 * `body_lone_surrogate`, `stream_unsupported`, of a form `form_invalid` and `body_too_large`, and `input_unreadable` of what
 * is not text: token ids no one decodes, any body of an operation that has none, and pictures, sound and files of another kind where they
 * are not asked for, or are not what they say they are. Too many of those are `body_too_large`.
 */
export function readRequest(operation: Operation, body: Uint8Array, options: ReadOptions): TextDocument {
  const route = routeOf(operation);
  const { request, form } = route.entry;
  const outside = pathLeaves(route);
  if (form !== undefined && (request === undefined || isForm(options.contentType))) {
    return openDocument(body, readForm(body, form, options), outside);
  }
  const model = route.parameters.get('deployment');
  if (request !== undefined) {
    const contentType = typeToJudge(options.contentType, route.entry);
    return openDocument(body, [readJson(body, request, { ...options, contentType, model })], outside);
  }
  if (body.length > 0) throw new SallyportError('input_unreadable');
  return openDocument(body, [], outside);
}

/**
 * Reads the body of a successful answer: JSON or, where the operation may answer otherwise, a text, a file of text, or sound and
 * pictures, which are passed unread. A body that is empty, and of no type, has nothing to read. Throws as `readRequest` does.
 */
export function readResponse(operation: Operation, body: Uint8Array, options: ReadOptions): TextDocument {
  const { entry } = routeOf(operation);
  const sections = readAnswer(entry, body, options);
  return openDocument(body, sections ?? [readJson(body, entry.response, { ...options, tools: true })]);
}

/**
 * Reads the body of a provider's error, `{error: {message, type, code, param}}` or the like: a well-formed type, code or param
 * is structure and every other string text. Throws as `readRequest` does.
 */
export function readErrorResponse(body: Uint8Array, options: ReadOptions): TextDocument {
  return openDocument(body, [readJson(body, ERROR_RESPONSE, options)]);
}

interface JsonOptions extends Omit<ReadOptions, 'contentType'>, Pick<DraftOptions, 'tools'> {
  readonly contentType?: string | null | undefined;
  /** The model the path names, where the body does not. */
  readonly model?: string | undefined;
}

function readJson(body: Uint8Array, shape: Shape, options: JsonOptions): Section {
  const source = decodeBody(body, options.contentType);
  const { decodeTokens: decode, model, tools = false } = options;
  const { maxDepth } = limitsOf(options);
  const attachments = budgetOf(options);
  const draft = readDraft(source, { shape, maxDepth, tokens: decode !== undefined, tools, attachments });
  if (typeof draft === 'string') throw new SallyportError(draft);
  if (draft.refusal !== undefined) throw new SallyportError(draft.refusal);
  return tokenSection(draft, { decode, model });
}

function readForm(body: Uint8Array, form: FormShape, options: ReadOptions): readonly Section[] {
  if (body.length === 0) throw new SallyportError('body_missing');
  const limits: BodyLimits = limitsOf(options);
  const { decodeTokens } = options;
  const attachments = budgetOf(options);
  const boundary = formBoundary(options.contentType);
  const reader = new FormReader({ ...limits, decodeTokens, attachments, form, boundary });
  return [...reader.read(body), ...reader.end()];
}

function budgetOf({ attachments }: Pick<ReadOptions, 'attachments'>): AttachmentBudget | undefined {
  return attachments === undefined ? undefined : new AttachmentBudget(attachments);
}
