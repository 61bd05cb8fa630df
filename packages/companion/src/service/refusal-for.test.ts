import { type ErrorCode, problemReply, SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { refusalFor } from './refusal-for.ts';

const refusal = (code: ErrorCode) => {
  const { status, headers, body } = problemReply(new SallyportError(code));
  return { status, headers, body: utf8(body) };
};

describe('refusalFor', () => {
  it.each([
    ['token_invalid', 'AccessDeniedException'],
    ['input_unreadable', 'AccessDeniedException'],
    ['body_not_json', 'ValidationException'],
    ['quota_exceeded', 'ThrottlingException'],
    ['overloaded', 'ServiceUnavailableException'],
    ['upstream_timeout', 'ModelTimeoutException'],
    ['upstream_invalid', 'InternalServerException'],
  ] satisfies readonly (readonly [ErrorCode, string])[])('names %s as Amazon does: %s', (code, exception) => {
    const { headers, ...rest } = refusalFor('bedrock', refusal(code));
    expect(headers['x-amzn-errortype']).toBe(exception);
    expect(rest).toEqual({ status: refusal(code).status, body: refusal(code).body });
  });

  it('leaves other kinds of connection, and what the provider named itself, alone', () => {
    const refused = refusal('input_unreadable');
    expect(refusalFor('openai', refused)).toBe(refused);
    const named = { ...refused, headers: { ...refused.headers, 'x-amzn-errortype': 'ValidationException' } };
    expect(refusalFor('bedrock', named)).toBe(named);
    const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: utf8('{}') };
    expect(refusalFor('bedrock', answer)).toBe(answer);
  });
});
