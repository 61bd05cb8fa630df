import { describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const input = { model: 'm', input: `SSN: ${SSN}` };

const refused = (code: string) =>
  `{"code":"${code}","error":{"code":"${code}","message":"No.","type":"sallyport_refused"}}`;

/** What a provider says of a call that quotes the caller. */
function failing(status: number, message = `Bad text: SSN ${SSN}`): void {
  const error = { message, type: 'invalid_request_error', param: 'input', code: 'bad_input' };
  const headers = { 'content-type': 'application/json', 'x-request-id': 'req_9', 'retry-after-ms': '1' };
  stage.companion.answer = () => ({ status, headers, body: JSON.stringify({ error }) });
}

const failure = (call: PromiseLike<unknown>) =>
  Promise.resolve(call).then(
    () => undefined,
    (cause: unknown) => cause,
  );

/** All an error says, of itself and of what caused it. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error);
  const own = Object.getOwnPropertyNames(error).map((name) => JSON.stringify(Reflect.get(error, name)) ?? '');
  return `${String(error)} ${own.join(' ')} ${error.cause === undefined ? '' : everythingOf(error.cause)}`;
}

describe.each(VERSIONS)('the errors of a guarded client of openai $version', ({ openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ maxRetries: 0, sallyport: stage.settings, ...options });

  it.each<[number, keyof typeof openai]>([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [403, 'PermissionDeniedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [422, 'UnprocessableEntityError'],
    [429, 'RateLimitError'],
    [500, 'InternalServerError'],
    [503, 'InternalServerError'],
  ])('are the native ones: %i is %s, and its message is masked', async (status, name) => {
    failing(status);
    const error = await failure(clientOf().embeddings.create(input));
    expect(error).toBeInstanceOf(openai[name]);
    expect(error).toBeInstanceOf(openai.APIError);
    expect(error).toMatchObject({ status, code: 'bad_input', param: 'input', type: 'invalid_request_error' });
    expect(Reflect.get(Object(error), 'requestID')).toBe('req_9');
    expect(everythingOf(error)).toContain('[SSN]');
    expect(everythingOf(error)).not.toContain(SSN);
  });

  it('says what the companion refuses in its own words, with its code', async () => {
    stage.companion.answer = () => ({
      refused: true,
      status: 403,
      headers: { 'content-type': 'application/problem+json', 'x-should-retry': 'false' },
      body: refused('identity_not_allowed'),
    });
    const error = await failure(clientOf({ maxRetries: 3 }).embeddings.create(input));
    expect(error).toBeInstanceOf(openai.PermissionDeniedError);
    expect(error).toMatchObject({ code: 'identity_not_allowed', type: 'sallyport_refused' });
    expect(everythingOf(error)).not.toContain(SSN);
  });

  it('hold no text when the companion is not there', async () => {
    const gone = { ...stage.settings, companion: 'http://127.0.0.1:9' };
    const error = await failure(clientOf({ sallyport: gone }).embeddings.create(input));
    expect(error).toBeInstanceOf(openai.APIError);
    expect(error).toMatchObject({ code: 'companion_unreachable' });
    expect(everythingOf(error)).not.toContain(SSN);
  });

  it('hold no text when the answer is no JSON', async () => {
    stage.companion.answer = () => ({ body: `SSN ${SSN}` });
    const error = await failure(clientOf().embeddings.create(input));
    expect(error).toBeInstanceOf(openai.APIError);
    expect(everythingOf(error)).not.toContain(SSN);
  });

  it('come from a data: URL and from elsewhere as refusals, never as a request', async () => {
    const client = clientOf();
    for (const url of ['data:,', 'data:text/plain,hello', 'https://elsewhere.example/v1/models']) {
      expect(await failure(client.get(url))).toMatchObject({ code: 'origin_not_allowed', status: 403 });
    }
    expect(stage.calls()).toEqual([]);
  });

  it('do not follow a redirect, which could lead anywhere', async () => {
    stage.companion.answer = () => ({ status: 302, headers: { location: 'https://elsewhere.example/' } });
    expect(await failure(clientOf().embeddings.create(input))).toMatchObject({ code: 'companion_invalid' });
    expect(stage.calls()).toHaveLength(1);
  });
});
