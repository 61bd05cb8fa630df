import { describe, expect, it } from 'vitest';
import { sha256, signatureOf } from './signature.ts';

// The published suite of tests for Signature Version 4 (aws-sig-v4-test-suite), and the example of the IAM user guide
const SCOPE = {
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
  service: 'service',
  date: '20150830T123600Z',
};
const HEADERS = { host: 'example.amazonaws.com', 'x-amz-date': SCOPE.date };
const PLAIN = { headers: HEADERS, signedHeaders: ['host', 'x-amz-date'], payloadHash: sha256('') };

describe('signatureOf', () => {
  it.each([
    ['get-vanilla', 'GET', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', '/', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('is the published one: %s', (_, method, target, signature) => {
    expect(signatureOf({ ...PLAIN, method, target }, SCOPE)).toBe(signature);
  });

  it('is that of the example of the IAM user guide', () => {
    const request = {
      method: 'GET',
      target: '/?Action=ListUsers&Version=2010-05-08',
      headers: {
        host: 'iam.amazonaws.com',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-amz-date': SCOPE.date,
      },
      signedHeaders: ['content-type', 'host', 'x-amz-date'],
      payloadHash: sha256(''),
    };
    expect(signatureOf(request, { ...SCOPE, service: 'iam' })).toBe(
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    );
  });
});
