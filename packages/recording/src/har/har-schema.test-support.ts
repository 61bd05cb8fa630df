const pairs = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'value'],
    properties: { name: { type: 'string' }, value: { type: 'string' } },
  },
};
const count = { type: 'integer', minimum: -1 };
const text = { type: 'string' };
const milliseconds = { type: 'number', minimum: 0 };

const request = {
  type: 'object',
  required: ['method', 'url', 'httpVersion', 'cookies', 'headers', 'queryString', 'headersSize', 'bodySize'],
  properties: {
    method: text,
    url: { type: 'string', pattern: '^https://[^ ]+$' },
    httpVersion: text,
    cookies: pairs,
    headers: pairs,
    queryString: pairs,
    headersSize: count,
    bodySize: count,
    postData: {
      type: 'object',
      required: ['mimeType', 'text'],
      properties: { mimeType: text, text, _encoding: { const: 'base64' } },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};

const response = {
  type: 'object',
  required: [
    'status',
    'statusText',
    'httpVersion',
    'cookies',
    'headers',
    'content',
    'redirectURL',
    'headersSize',
    'bodySize',
  ],
  properties: {
    status: { type: 'integer' },
    statusText: text,
    httpVersion: text,
    cookies: pairs,
    headers: pairs,
    content: {
      type: 'object',
      required: ['size', 'mimeType'],
      properties: { size: { type: 'integer' }, mimeType: text, text, encoding: { const: 'base64' } },
      additionalProperties: false,
    },
    redirectURL: text,
    headersSize: count,
    bodySize: count,
  },
  additionalProperties: false,
};

const entry = {
  type: 'object',
  required: ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'],
  properties: {
    startedDateTime: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
    time: milliseconds,
    request,
    response,
    cache: { type: 'object', additionalProperties: false },
    timings: {
      type: 'object',
      required: ['send', 'wait', 'receive'],
      properties: { send: milliseconds, wait: milliseconds, receive: milliseconds },
      additionalProperties: false,
    },
    comment: text,
  },
  additionalProperties: false,
};

/** For tests: what HAR 1.2 requires, and of what it allows, what we write. */
export const HAR_SCHEMA = {
  type: 'object',
  required: ['log'],
  properties: {
    log: {
      type: 'object',
      required: ['version', 'creator', 'entries'],
      properties: {
        version: { const: '1.2' },
        creator: { type: 'object', required: ['name', 'version'], properties: { name: text, version: text } },
        entries: { type: 'array', items: entry },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
