import { SallyportError } from '@sallyport/core';

/** The most operations that one grant names. */
const MAX_OPERATIONS = 64;
const MAX_SCOPE_LENGTH = 2_048;
const OPERATION = /^[a-z][a-z0-9_]{0,63}(?:\.[a-z][a-z0-9_]{0,63}){1,4}$/;

/** Reads a `scope`: operations with one space between, RFC 6749 §3.3. Raises `scope_invalid`. */
export function readScope(scope: string): readonly string[] {
  const operations = scope.length > MAX_SCOPE_LENGTH ? [] : scope.split(' ');
  if (!areOperations(operations)) throw new SallyportError('scope_invalid');
  return [...new Set(operations)];
}

/** Tells whether a value is a list of names such as `embeddings.create`: one at least, and no more than a grant may name. */
export function areOperations(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_OPERATIONS &&
    value.every((one) => typeof one === 'string' && OPERATION.test(one))
  );
}
