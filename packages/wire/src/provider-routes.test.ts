import { describe, expect, it } from 'vitest';
import { apiOfKind } from './apis.ts';
import { codeOf } from './fixtures/bodies.ts';
import { rebuildQuery } from './read-query.ts';

const PROJECT = '/projects/notes-prod/locations/us-central1';
const GEMINI = `${PROJECT}/publishers/google/models/gemini-3-pro`;
const CLAUDE = '/publishers/anthropic/models';

const match = (kind: 'anthropic' | 'vertex', call: string) => {
  const [method = '', path = ''] = call.split(' ');
  return apiOfKind(kind).match(method, path);
};

describe('the routes of other providers', () => {
  it.each([
    ['anthropic', 'POST /messages', 'messages.create'],
    ['anthropic', 'POST /messages/count_tokens', 'messages.count_tokens'],
    ['anthropic', 'GET /messages/batches/msgbatch_1/results', 'messages.batches.results'],
    ['vertex', `POST ${GEMINI}:generateContent`, 'models.generate_content'],
    ['vertex', `POST ${GEMINI}:streamGenerateContent`, 'models.stream_generate_content'],
    ['vertex', 'POST /v1beta/models/gemini-3-pro:generateContent', 'models.generate_content'],
    ['vertex', 'POST /v1beta1/publishers/google/models/gemini-3-pro:countTokens', 'models.count_tokens'],
    ['vertex', 'POST /endpoints/1234567890123456789:predict', 'endpoints.predict'],
    ['vertex', `POST ${PROJECT}/endpoints/openapi/chat/completions`, 'chat.completions.create'],
    ['vertex', `POST ${PROJECT}${CLAUDE}/claude-haiku-4-5@20251001:rawPredict`, 'messages.create'],
    ['vertex', `POST ${CLAUDE}/claude-opus-5:streamRawPredict`, 'messages.create'],
    ['vertex', `POST ${CLAUDE}/count-tokens:rawPredict`, 'messages.count_tokens'],
    ['vertex', 'GET /models/gemini-3-pro', 'models.retrieve'],
  ] as const)('of %s has %s', (kind, call, id) => {
    const found = match(kind, call);
    expect(found?.id).toBe(id);
    expect(found?.path).toBe(call.split(' ')[1]?.replace(/^\/v1beta1?/, ''));
  });

  it.each([
    ['anthropic', 'POST /messages/'],
    ['anthropic', 'POST /complete'],
    ['anthropic', 'GET /messages'],
    ['vertex', `POST ${GEMINI}`],
    ['vertex', `POST ${GEMINI}:`],
    ['vertex', `POST ${GEMINI}:generatecontent`],
    ['vertex', `POST ${GEMINI}:generateContent:x`],
    ['vertex', `POST ${GEMINI}:rawPredict`],
    ['vertex', 'POST /models/:generateContent'],
    ['vertex', 'POST /models/..:generateContent'],
    ['vertex', `GET ${GEMINI}:generateContent`],
    ['vertex', 'POST /chat/completions'],
  ] as const)('of %s has not %s', (kind, call) => {
    expect(match(kind, call)).toBeUndefined();
  });

  it('refuse by name what acts out of sight, and what administers', () => {
    const anthropic = apiOfKind('anthropic');
    expect(anthropic.refusalOf('POST', '/sessions')).toBe('operation_agent');
    expect(anthropic.refusalOf('GET', '/organizations/users')).toBe('operation_administrative');
    expect(anthropic.refusalOf('POST', '/organizations/webhooks')).toBe('operation_webhook');
    expect(anthropic.refusalOf('GET', '/skills/s_1/versions/1/content')).toBe('operation_archive');
    expect(apiOfKind('vertex').refusalOf('POST', '/v1beta/auth_tokens')).toBe('operation_realtime');
  });

  it('have parameters of their own', () => {
    const stream = match('vertex', `POST ${GEMINI}:streamGenerateContent`);
    const whole = match('vertex', `POST ${GEMINI}:generateContent`);
    const messages = match('anthropic', 'POST /messages');
    if (stream === undefined || whole === undefined || messages === undefined) throw new TypeError('no route');
    expect(rebuildQuery(stream, 'alt=sse')).toBe('alt=sse');
    expect(codeOf(() => rebuildQuery(stream, ''))).toBe('stream_unsupported');
    expect(codeOf(() => rebuildQuery(stream, 'alt=json'))).toBe('query_not_allowed');
    expect(codeOf(() => rebuildQuery(whole, 'alt=sse'))).toBe('query_not_allowed');
    for (const name of ['key', 'api_key', 'access_token', 'x-goog-api-key']) {
      expect(codeOf(() => rebuildQuery(whole, `${name}=abc`))).toBe('token_in_url');
    }
    expect(rebuildQuery(messages, 'beta=true')).toBe('beta=true');
    expect(codeOf(() => rebuildQuery(messages, 'api-version=2024-10-21'))).toBe('query_not_allowed');
  });
});
