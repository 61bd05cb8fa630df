import { SallyportError } from '@sallyport/core';
import type { AwsKeys } from './renewable.ts';

/** Reads sealed AWS keys, `{"accessKeyId": …, "secretAccessKey": …}`. Raises `config_invalid` for text that is none. */
export function readAwsKeys(text: string): AwsKeys {
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = JSON.parse(text) as Partial<Record<keyof AwsKeys, unknown>>;
    if (isText(accessKeyId) && isText(secretAccessKey)) {
      const keys = { accessKeyId, secretAccessKey };
      if (sessionToken === undefined) return Object.freeze(keys);
      if (isText(sessionToken)) return Object.freeze({ ...keys, sessionToken });
    }
  } catch {
    // Falls through to the same answer: the parser's own would quote the keys.
  }
  throw new SallyportError('config_invalid');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
