import { expect, it } from 'vitest';
import { anthropicBeta } from './anthropic-federation.ts';

it.each([
  [{}, 'oauth-2025-04-20'],
  [{ 'anthropic-beta': 'files-api-2025-04-14' }, 'files-api-2025-04-14,oauth-2025-04-20'],
  [{ 'anthropic-beta': 'oauth-2025-04-20, a' }, 'a,oauth-2025-04-20'],
])('what goes beside a token is joined to what the caller asked for: %j', (headers, expected) => {
  const request = { method: 'POST', url: new URL('https://api.anthropic.com'), headers, body: undefined as never };
  expect(anthropicBeta(request)).toEqual({ 'anthropic-beta': expected });
});
