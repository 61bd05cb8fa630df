import { fromUtf8 } from '@sallyport/core';

/**
 * Parses UTF-8 JSON that is an object, and that is written the one way `JSON.stringify` writes it: no space, no other escape, no other
 * form of a number, no key twice, of which a second reader might take the first. So nothing is in the bytes that is not in the value.
 * Anything else gives `undefined`.
 */
export function parseExactly(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const text = fromUtf8(bytes);
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && JSON.stringify(value) === text ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
