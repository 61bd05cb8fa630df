import { describe, expect, it } from 'vitest';
import { isSecureUrl } from './loopback.ts';

describe('isSecureUrl', () => {
  it.each(['https://idp.example', 'http://127.0.0.1:8080/x', 'http://127.9.8.7', 'http://[::1]:1', 'http://localhost'])(
    'trusts %s',
    (text) => {
      expect(isSecureUrl(new URL(text))).toBe(true);
    },
  );

  it.each([
    'http://idp.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'http://[::2]',
    'ftp://127.0.0.1',
  ])('does not trust %s', (text) => {
    expect(isSecureUrl(new URL(text))).toBe(false);
  });
});
