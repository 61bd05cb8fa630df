import { CONNECTION_KINDS } from '@sallyport/core';
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
    expect(headersOut('openai', { ...kept, ...passed })).toEqual(passed);
  });

  it.each(BAD_VALUES)('keeps back the value %j', (value) => {
    for (const kind of CONNECTION_KINDS) expect(headersOut(kind, { accept: value })).toEqual({});
  });

  it('passes what each kind of provider has, and what none has never', () => {
    const never = marked(['authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'x-goog-user-project', 'cookie']);
    const all = {
      ...never,
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'files-api-2025-04-14, output-128k-2025-02-19',
      'anthropic-workspace-id': MARKER,
      'openai-beta': 'assistants=v2',
      'idempotency-key': 'k-1',
      'x-amzn-bedrock-trace': 'ENABLED',
      'x-amzn-bedrock-request-metadata': MARKER,
    };
    const names = CONNECTION_KINDS.map((kind) => [kind, Object.keys(headersOut(kind, all)).sort().join(' ')]);
    expect(Object.fromEntries(names)).toEqual({
      openai: 'content-type idempotency-key openai-beta',
      'azure-openai': 'content-type idempotency-key openai-beta',
      'openai-compatible': 'content-type idempotency-key openai-beta',
      anthropic: 'anthropic-beta anthropic-version content-type idempotency-key',
      bedrock: 'content-type x-amzn-bedrock-trace',
      vertex: 'content-type',
      http: 'content-type idempotency-key',
    });
  });

  it.each([
    ['anthropic-version', '1961-03-14'],
    ['anthropic-beta', 'Alma Fernhollow'],
    ['anthropic-beta', 'alma'],
    ['anthropic-beta', 'a-1961-03-14'],
    ['anthropic-beta', Array(17).fill('a-2025-01-01').join(',')],
  ])('keeps back %s of %s', (name, value) => {
    expect(headersOut('anthropic', { [name]: value })).toEqual({});
  });
});

describe('headersBack', () => {
  it('passes what is listed and nothing else', () => {
    const passed = {
      'content-type': 'application/json',
      'openai-poll-after-ms': '5000',
      'openai-processing-ms': '7',
      'openai-version': '2020-10-01',
      'retry-after': '7',
      'retry-after-ms': '7000',
      'x-ratelimit-remaining-tokens': '9',
      'x-request-id': 'req_1',
    };
    const kept = ['set-cookie', 'location', 'openai-organization', 'server', 'www-authenticate', 'x-should-retry'];
    expect(headersBack('openai', { ...marked(kept), ...passed })).toEqual(passed);
  });

  it.each(['true', 'false'])(
    'passes whether to try again (%s) to the clients that ask, and nothing else in its place',
    (told) => {
      const passing = CONNECTION_KINDS.filter(
        (kind) => 'x-should-retry' in headersBack(kind, { 'x-should-retry': told }),
      );
      expect(passing).toEqual(['openai', 'azure-openai', 'openai-compatible', 'anthropic']);
      for (const other of ['', 'True', `${told}, ${told}`, MARKER, [told]]) {
        expect(headersBack('openai', { 'x-should-retry': other })).toEqual({});
      }
    },
  );

  it.each(['', '5s', '-1', '1234567890', MARKER])(
    'keeps back %j where a number is to say when to ask again',
    (told) => {
      expect(headersBack('openai', { 'openai-poll-after-ms': told })).toEqual({});
    },
  );

  it('passes the name of an exception, and not the address behind it', () => {
    const type = (text: unknown) => headersBack('bedrock', { 'x-amzn-errortype': text });
    expect(type('ThrottlingException:http://internal.amazon.com/coral/')).toEqual({
      'x-amzn-errortype': 'ThrottlingException',
    });
    for (const text of ['', '1', ' a', ['a', 'b'], undefined]) expect(type(text)).toEqual({});
  });

  it.each(BAD_VALUES)('keeps back the value %j', (value) => {
    expect(headersBack('openai', { 'x-request-id': value })).toEqual({});
  });

  it('passes what Bedrock says of the call', () => {
    const passed = {
      'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
      'x-amzn-bedrock-input-token-count': '12',
    };
    expect(headersBack('bedrock', { ...passed, 'x-amzn-trace-id': MARKER })).toEqual(passed);
    expect(headersBack('openai', { ...passed, 'x-amzn-errortype': MARKER })).toEqual({});
  });

  it('passes what Anthropic says of its limits', () => {
    const passed = { 'request-id': 'req_1', 'anthropic-ratelimit-requests-remaining': '9', 'retry-after': '7' };
    expect(headersBack('anthropic', { ...passed, 'anthropic-organization-id': MARKER })).toEqual(passed);
  });
});
