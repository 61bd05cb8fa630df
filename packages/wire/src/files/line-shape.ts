import { SallyportError } from '@sallyport/core';
import { matchOf } from '../api.ts';
import { OPENAI_API } from '../apis.ts';
import { MESSAGES } from '../operations/message.ts';
import type { OperationEntry } from '../operations/operation-entry.ts';
import { OPERATION_TABLE } from '../operations/table.ts';
import { FUNCTION, TOOLS } from '../operations/tool.ts';
import { FLAG, FREE, ID, listOf, NUMBER, object, type Shape, STREAM, TEXT } from '../shape.ts';
import { closedOrRefused, structure } from '../string-rule.ts';
import type { LineHead } from './line-head.ts';

/** What a line of JSON is for: `batch` asks for a call, `answer` answers one, `training` is an example to learn from, `data` is anything else. */
export type LineKind = 'batch' | 'answer' | 'training' | 'data';

/** The caller's own name for a line, by which the answer is told apart: it must come back as it was. */
const OWN_ID: Shape = Object.freeze<Shape>({ only: ['string', 'null'], string: structure });

const TRAINING: Shape = object({
  messages: MESSAGES,
  tools: TOOLS,
  functions: listOf(FUNCTION),
  parallel_tool_calls: FLAG,
  prompt: TEXT,
  completion: TEXT,
  input: object({ messages: MESSAGES, tools: TOOLS, parallel_tool_calls: FLAG }),
  preferred_output: MESSAGES,
  non_preferred_output: MESSAGES,
});

/** What a line of JSON is, by its keys. */
export function kindOfLine(head: LineHead): LineKind {
  if (head.has('custom_id') && head.has('body')) return 'batch';
  if (head.has('custom_id') && head.has('response')) return 'answer';
  const learns = ['messages', 'preferred_output', 'completion'].some((key) => head.has(key));
  return learns ? 'training' : 'data';
}

/** How to read a line. Throws `input_unreadable` of a call no one can read. */
export function shapeOfLine(kind: LineKind, head: LineHead): Shape {
  if (kind === 'batch') return batchShape(head);
  if (kind === 'answer') return answerShape(head.get('response/body/object'));
  return kind === 'training' ? TRAINING : FREE;
}

/** `{custom_id, method, url, body}`: the body is that of the operation at the URL, which is below the API's root. */
function batchShape(head: LineHead): Shape {
  const url = head.get('url') ?? '';
  const method = head.get('method') ?? '';
  const operation = OPENAI_API.match(method, url.replace(/^\/v1(?=\/)/, ''));
  const route = operation === undefined ? undefined : matchOf(operation);
  const request = route?.entry.request;
  if (request === undefined || (route?.parameters.size ?? 0) > 0) throw new SallyportError('input_unreadable');
  return object({
    custom_id: OWN_ID,
    method: { only: ['string'], string: closedOrRefused(method) },
    url: { only: ['string'], string: closedOrRefused(url) },
    // A batch has no one to stream to
    body: { ...request, fields: { ...request.fields, stream: STREAM } },
  });
}

function answerShape(objectName: string | undefined): Shape {
  return object({
    id: ID,
    custom_id: OWN_ID,
    response: object({ status_code: NUMBER, request_id: ID, body: bodyShape(objectName) }),
    error: object({ code: ID, message: TEXT, param: TEXT, line: NUMBER }),
  });
}

/** An answer's `object` tells which operation it is of. */
function bodyShape(objectName: string | undefined): Shape {
  const entry = objectName === undefined ? undefined : OPERATION_TABLE.find((row) => answersWith(row, objectName));
  return entry?.response ?? object({ id: ID });
}

function answersWith({ method, path, request, response }: OperationEntry, objectName: string): boolean {
  const isPlain = method === 'POST' && request !== undefined && !path.includes('{');
  return isPlain && response.fields?.object?.string?.(objectName) === 'skip';
}
