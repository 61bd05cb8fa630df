import { describe, expect, it } from 'vitest';
import { headersBack, headersOut } from './passed-headers.ts';

const MARKER = 'marker-44e1';
const marked = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, MARKER]));
const BAD_VALUES = [['line\r\nfeed'], ['caf\u00e9'], ['tab\there'], ['a'.repeat(257)]] as const;

describe('headersOut', () => {
  it('passes what is listed and nothing else', () => {
    const passed = {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': 'k-1',
      'openai-beta': 'assistants=v2',
      'x-amzn-bedrock-guardrailidentifier': 'gr-1',
      'x-amzn-bedrock-trace': 'ENABLED',
    };
    const kept = marked([
      ...[
        'authorization',
        'api-key',
        'cookie',
        'host',
        'user-agent',
        'x-forwarded-for',
        'forwarded',
        'via',
        'x-accept',
        'x-amz-date',
        'x-amz-security-token',
        'x-amzn-bedrock-request-metadata',
      ],
      ...['sallyport-correlation', 'openai-organization', 'content-encoding', 'content-length', 'transfer-encoding'],
    ]);
    expect(headersOut({ ...kept, ...passed })).toEqual(passed);
  });

  it.each(BAD_VALUES)('keeps back the value %j', (value) => {
    expect(headersOut({ accept: value })).toEqual({});
  });
});

describe('headersBack', () => {
  it('passes what is listed and nothing else', () => {
    const passed = {
      'content-type': 'application/json',
      'openai-processing-ms': '7',
      'openai-version': '2020-10-01',
      'retry-after': '7',
      'retry-after-ms': '7000',
      'x-ratelimit-remaining-tokens': '9',
      'x-request-id': 'req_1',
      'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
      'x-amzn-bedrock-input-token-count': '12',
    };
    const kept = ['set-cookie', 'location', 'openai-organization', 'server', 'www-authenticate', 'x-should-retry'];
    expect(headersBack({ ...marked(kept), ...passed })).toEqual(passed);
  });

  it('passes the name of an exception, and not the address behind it', () => {
    const type = (text: unknown) => headersBack({ 'x-amzn-errortype': text });
    expect(type('ThrottlingException:http://internal.amazon.com/coral/')).toEqual({
      'x-amzn-errortype': 'ThrottlingException',
    });
    for (const text of ['', '1', ' a', ['a', 'b'], undefined]) expect(type(text)).toEqual({});
  });

  it.each(BAD_VALUES)('keeps back the value %j', (value) => {
    expect(headersBack({ 'x-request-id': value })).toEqual({});
  });
});
