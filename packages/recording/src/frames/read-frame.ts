import { fromBase64, isUuid, RECORDING_MODES, SallyportError } from '@sallyport/core';
import { isRecord } from '../is-record.ts';
import type { Frame } from './frame.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isId: Check = (value) => typeof value === 'string' && isUuid(value);
const isNumber: Check = (value) => Number.isFinite(value) && (value as number) >= 0;
const isHeaders: Check = (value) => isRecord(value) && Object.values(value).every(isText);
const isOneOf = (values: readonly unknown[]): Check => values.includes.bind(values);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Every member of every frame. */
const SHAPES: { readonly [F in Frame as F['type']]: { readonly [Member in keyof F]-?: Check } } = {
  header: {
    type: isText,
    version: isOneOf([1]),
    session: isId,
    correlationId: isId,
    connection: isText,
    operation: isText,
    mode: isOneOf(RECORDING_MODES),
    startedAt: isNumber,
    salt: isText,
    attachments: optional(isNumber),
  },
  request: { type: isText, method: isText, path: isText, query: isText, headers: isHeaders },
  answer: { type: isText, at: isNumber, status: isNumber, headers: isHeaders },
  body: {
    type: isText,
    of: isOneOf(['request', 'answer']),
    at: isNumber,
    text: optional(isText),
    base64: optional((value) => typeof value === 'string' && fromBase64(value) !== undefined),
    more: optional(isOneOf([true])),
  },
  end: { type: isText, at: isNumber, error: optional(isText) },
};

/** Reads a line of a recording. Raises `recording_corrupt` when it is no frame, to the member. */
export function readFrame(line: string): Frame {
  const frame = parsed(line);
  const shape = isRecord(frame) && Object.hasOwn(SHAPES, String(frame.type)) && SHAPES[frame.type as Frame['type']];
  if (!shape || !isRecord(frame) || !hasShape(frame, shape)) throw new SallyportError('recording_corrupt');
  return Object.freeze(frame) as unknown as Frame;
}

function hasShape(frame: Readonly<Record<string, unknown>>, shape: Readonly<Record<string, Check>>): boolean {
  if (frame.type === 'body' && (frame.text === undefined) === (frame.base64 === undefined)) return false;
  return (
    Object.keys(frame).every((member) => Object.hasOwn(shape, member)) &&
    Object.entries(shape).every(([member, check]) => check(frame[member]))
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
