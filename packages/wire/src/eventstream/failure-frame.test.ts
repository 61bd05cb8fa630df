import { ERROR_CATALOGUE, type ErrorCode, fromUtf8, SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { failureFrame } from './failure-frame.ts';
import { readFrame } from './frame.ts';

describe('failureFrame', () => {
  it.each([
    ['quota_exceeded', 'throttlingException'],
    ['upstream_invalid', 'modelStreamErrorException'],
    ['upstream_timeout', 'modelStreamErrorException'],
    ['detector_failed', 'serviceUnavailableException'],
    ['internal', 'internalServerException'],
    ['phi_in_structure', 'validationException'],
  ] satisfies readonly (readonly [ErrorCode, string])[])('tells %s as %s', (code, exception) => {
    const { headers, payload } = readFrame(failureFrame(new SallyportError(code, { place: 'somewhere' })));
    expect(Object.fromEntries(headers)).toEqual({
      ':exception-type': exception,
      ':content-type': 'application/json',
      ':message-type': 'exception',
    });
    expect(JSON.parse(fromUtf8(payload))).toEqual({ message: ERROR_CATALOGUE[code].message, code });
  });
});
