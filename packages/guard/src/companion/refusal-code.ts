import { ERROR_CATALOGUE, type ErrorCode, fromUtf8 } from '@sallyport/core';

/** Parses UTF-8 JSON that is an object; of anything else none is read. */
export function readObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(fromUtf8(body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The code of a refusal by the companion, in `application/problem+json` (RFC 9457) or beside RFC 6749 §5.2's `error`. Only codes of the catalogue are believed. */
export function refusalCode(body: Uint8Array): ErrorCode | undefined {
  const { code } = readObject(body);
  return typeof code === 'string' && Object.hasOwn(ERROR_CATALOGUE, code) ? (code as ErrorCode) : undefined;
}
