import { describe, expect, it } from 'vitest';
import { asSallyportError, isSallyportError, SallyportError } from './error.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { problemReply } from './problem.ts';

describe('SallyportError', () => {
  it('is known across copies of the package by its marker', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('sallyport.error')]: true });
    expect(isSallyportError(foreign)).toBe(true);
    expect(isSallyportError(new SallyportError('internal'))).toBe(true);
    expect(isSallyportError(new Error('x'))).toBe(false);
  });

  it('drops all that an unknown error said', () => {
    const error = asSallyportError(new Error('SSN 078-05-1120'), 'detector_failed');
    expect(error.code).toBe('detector_failed');
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain('078-05-1120');
  });

  it('puts the place of a configuration fault before its message', () => {
    expect(new SallyportError('config_invalid', { place: 'sallyport.yaml:3:1' }).message).toBe(
      'sallyport.yaml:3:1: The configuration is not valid.',
    );
  });
});

describe('problemReply', () => {
  it.each(Object.keys(ERROR_CATALOGUE) as (keyof typeof ERROR_CATALOGUE)[])('carries %s in both shapes', (code) => {
    const { status, headers, body } = problemReply(new SallyportError(code));
    const entry = ERROR_CATALOGUE[code];
    expect(status).toBe(entry.status);
    expect(headers['x-should-retry']).toBe(String(entry.retry));
    expect(JSON.parse(body)).toMatchObject({
      type: `urn:sallyport:error:${code}`,
      status: entry.status,
      code,
      error: { code, message: entry.message },
    });
  });

  it.each([
    ['token_missing', 'DPoP algs="ES256"'],
    ['token_expired', 'DPoP error="invalid_token", algs="ES256"'],
    ['proof_replayed', 'DPoP error="invalid_dpop_proof", algs="ES256"'],
    ['proof_nonce', 'DPoP error="use_dpop_nonce", algs="ES256"'],
  ] as const)('challenges after %s with %s', (code, challenge) => {
    expect(problemReply(new SallyportError(code)).headers['www-authenticate']).toBe(challenge);
  });

  it('challenges nobody who is known and may not', () => {
    expect(problemReply(new SallyportError('grant_scope')).headers).not.toHaveProperty('www-authenticate');
  });

  it('keeps a place out of the answer: it is the operator’s, not the caller’s', () => {
    expect(problemReply(new SallyportError('config_invalid', { place: 'root.key:1' })).body).not.toContain('root.key');
  });
});
