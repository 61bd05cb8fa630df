import Anthropic from '@anthropic-ai/sdk';
import { type AnthropicStandIn, findSentinels, makeSentinels, startAnthropic } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const SAID =
  'Please call Dr. Ingrid Halvorsen at 415-555-0132 about the SSN 078-05-1120. Her Parkinson disease is stable.';
const MASKED = 'Please call Dr. [NAME] at [PHONE] about the SSN [SSN]. Her Parkinson disease is stable.';
const MODEL = 'claude-opus-5';
const SIGNATURE = 'EqQBCkgIBxABGAIiQL9v'.concat('x7Qk+P/2mZ'.repeat(12));
const ASKED = { model: MODEL, max_tokens: 256, messages: [{ role: 'user' as const, content: 'What is due?' }] };
const TOOL = { name: 'look_up', description: 'Finds a chart.', input_schema: { type: 'object' as const } };

let anthropic: AnthropicStandIn;
let stack: Stack;
let client: Anthropic;
let token: string;
beforeAll(async () => {
  anthropic = await startAnthropic();
  stack = await startStack({ kind: 'anthropic', baseUrl: anthropic.url, providerKey: anthropic.key });
  token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
  const baseURL = `${stack.companion.url}/c/openai`;
  client = new Anthropic({ baseURL, authToken: token, apiKey: null, maxRetries: 0 });
});
afterAll(async () => {
  await stack.close();
  await anthropic.close();
});
afterEach(() => anthropic.clear());

const say = (text: string) => {
  anthropic.reply = () => [{ type: 'text', text }];
};

/** What an Anthropic client was told of a failure. */
async function failure(call: PromiseLike<unknown>): Promise<{ readonly type: string; readonly code: unknown }> {
  try {
    await call;
    return { type: 'none', code: undefined };
  } catch (cause) {
    if (!(cause instanceof Anthropic.APIError)) throw cause;
    const body = cause.error as { readonly error?: { readonly code?: unknown } } | undefined;
    return { type: cause.constructor.name, code: body?.error?.code };
  }
}

describe('a message, through the outer door', () => {
  it('leaves without a sentinel, wherever it stood, and comes back masked', async () => {
    const sentinels = makeSentinels();
    const notes = sentinels.map(({ sentence }) => sentence);
    say(`${SAID} ${notes.join(' ')}`);
    const { content } = await client.messages.create({
      ...ASKED,
      system: [{ type: 'text', text: notes.join(' ') }],
      metadata: { user_id: sentinels.find(({ name }) => name === 'EMAIL')?.value ?? '' },
      stop_sequences: notes,
      tools: [{ ...TOOL, description: notes.join(' ') }],
      messages: [
        ...notes.map((content) => ({ role: 'user' as const, content })),
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { notes, deep: { note: notes[0] } } }],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: notes.join('\n') },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: notes.join('\n') } },
          ],
        },
      ],
    });
    expect(findSentinels(anthropic.requests[0]?.body ?? '', sentinels)).toEqual([]);
    expect(findSentinels(JSON.stringify(content), sentinels)).toEqual([]);
    expect(content[0]?.type === 'text' && content[0].text.startsWith(MASKED)).toBe(true);
  });

  it('carries the key of the companion, and nothing of the caller’s token', async () => {
    say('Nothing.');
    const { request_id } = await client.beta.messages
      .create({ ...ASKED, betas: ['files-api-2025-04-14'] })
      .withResponse();
    const [received] = anthropic.requests;
    expect(request_id).toMatch(/^req_/);
    expect(received?.headers).toMatchObject({
      'x-api-key': anthropic.key,
      'anthropic-version': '2026-10-21',
      'anthropic-beta': 'files-api-2025-04-14',
    });
    expect(received?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(received?.headers)).not.toContain(token);
    expect(Object.keys(received?.headers ?? {}).filter((name) => name.startsWith('x-stainless'))).toEqual([]);
  });

  it('that cannot be read, or is refused by name, goes nowhere', async () => {
    const image = { type: 'base64' as const, media_type: 'image/png' as const, data: 'iVBORw0KGgo=' };
    const seen = {
      ...ASKED,
      messages: [{ role: 'user' as const, content: [{ type: 'image' as const, source: image }] }],
    };
    const type = 'PermissionDeniedError';
    expect(await failure(client.messages.create(seen))).toEqual({ type, code: 'input_unreadable' });
    expect(await failure(client.beta.agents.list())).toEqual({ type, code: 'operation_agent' });
    expect(await failure(client.get('/v1/organizations/users'))).toEqual({ type, code: 'operation_administrative' });
    expect(await failure(client.get('/v1/unheard/of'))).toEqual({ type, code: 'operation_unknown' });
    const named = { ...ASKED, tools: [{ ...TOOL, name: 'ssn-078-05-1120' }] };
    expect(await failure(client.messages.create(named))).toEqual({ type, code: 'phi_in_structure' });
    expect(anthropic.requests).toEqual([]);
  });

  it('that fails upstream fails as the client knows it, masked', async () => {
    const error = { type: 'overloaded_error', message: 'Busy with Dr. Ingrid Halvorsen, SSN 078-05-1120.' };
    anthropic.fail({ kind: 'status', status: 529, body: JSON.stringify({ type: 'error', error }) });
    const cause = (await client.messages.create(ASKED).catch((thrown: unknown) => thrown)) as InstanceType<
      typeof Anthropic.APIError
    >;
    expect(cause.status).toBe(529);
    expect(cause.error).toEqual({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Busy with Dr. [NAME], SSN [SSN].' },
    });
  });

  it('may not carry a key of the caller’s in its URL', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await rawCall(stack.companion.url, {
      path: '/c/openai/v1/messages?api_key=sk-ant-1',
      headers,
      body: JSON.stringify(ASKED),
    });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'token_in_url' });
    expect(anthropic.requests).toEqual([]);
  });
});

describe('a streamed message', () => {
  it.each([1, 3, 7, 40, 500])('is masked the same in deltas of %d', async (deltaLength) => {
    anthropic.deltaLength = deltaLength;
    const citation = {
      type: 'char_location',
      cited_text: SAID,
      document_index: 0,
      document_title: 'Mrs. Ada Lindqvist',
    };
    anthropic.reply = () => [
      { type: 'thinking', thinking: `Hm. ${SAID}`, signature: SIGNATURE },
      { type: 'text', text: SAID, citations: [citation] },
      { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { who: 'Dr. Ingrid Halvorsen', note: SAID } },
    ];
    const { content, stop_reason, usage } = await client.messages.stream(ASKED).finalMessage();
    expect(content).toMatchObject([
      { type: 'thinking', thinking: `Hm. ${MASKED}`, signature: SIGNATURE },
      { type: 'text', text: MASKED, citations: [{ type: 'char_location', cited_text: MASKED }] },
      { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { note: MASKED } },
    ]);
    expect(JSON.stringify(content)).not.toMatch(/Halvorsen|Lindqvist|1120/);
    expect([stop_reason, usage.input_tokens]).toEqual(['tool_use', 12]);
  });

  it('keeps its events in their order, one by one', async () => {
    anthropic.deltaLength = 8;
    say('All is well with the patient.');
    const kinds: string[] = [];
    for await (const { type } of await client.messages.create({ ...ASKED, stream: true })) kinds.push(type);
    expect(kinds.slice(0, 2)).toEqual(['message_start', 'content_block_start']);
    expect(kinds.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop']);
  });
});

describe('what stands beside messages', () => {
  it('is counted, listed, and read line by line', async () => {
    const counted = await client.messages.countTokens({ model: MODEL, messages: [{ role: 'user', content: SAID }] });
    expect(counted.input_tokens).toBeGreaterThan(0);
    expect(anthropic.requests[0]?.body.toString()).not.toContain('Halvorsen');
    const models = await client.models.list();
    expect(models.data.map(({ id, display_name, created_at }) => [id, display_name, created_at])).toEqual([
      ['claude-opus-5', 'Claude Opus 5', '2026-05-14T00:00:00Z'],
      ['claude-haiku-4-5', 'Claude Haiku 4.5', '2025-10-15T00:00:00Z'],
    ]);
    const results = await client.get('/v1/messages/batches/msgbatch_1/results').asResponse();
    const lines = (await results.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { custom_id: 'one', result: { message: { content: [{ text: 'Of one: call Dr. [NAME].' }] } } },
      { custom_id: 'two', result: { message: { content: [{ text: 'Of two: call Dr. [NAME].' }] } } },
    ]);
  });
});
