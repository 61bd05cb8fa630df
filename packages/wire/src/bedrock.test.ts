import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiOfKind } from './apis.ts';
import { readRequest, readResponse } from './read-document.ts';
import { rewriteRequestStream } from './rewrite-request-stream.ts';

const API = apiOfKind('bedrock');
const MODEL = 'anthropic.claude-sonnet-4-20250514-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0';
const SENTINEL = 'Alma Fernhollow';
const SEALED = Buffer.from(Array.from({ length: 96 }, (_, at) => (at * 37 + 201) % 256)).toString('base64');

const operation = (action: string, model = MODEL) => {
  const found = API.match('POST', `/model/${encodeURIComponent(model)}/${action}`);
  if (found === undefined) throw new Error(action);
  return found;
};

/** What is found in a request, by role, or the code that refuses it. */
function request(action: string, body: unknown): Readonly<Record<string, readonly string[]>> | string {
  try {
    const { leaves } = readRequest(operation(action), Buffer.from(JSON.stringify(body)), {
      contentType: 'application/json',
    });
    const inBody = leaves.filter(({ field }) => field !== 'modelId');
    return byRole(inBody);
  } catch (error) {
    return (error as { code: string }).code;
  }
}

function byRole(leaves: readonly { readonly role: string; readonly text: string }[]) {
  const of = (role: string) => leaves.filter((leaf) => leaf.role === role).map(({ text }) => text);
  return { text: of('text'), structure: of('structure') };
}

const saying = (...content: readonly unknown[]) => ({ messages: [{ role: 'user', content }] });

describe('the operations of Amazon Bedrock', () => {
  it('are these', () => {
    expect(API.operations.map(({ id, method, path }) => `${id} ${method} ${path}`)).toEqual([
      'bedrock.converse POST /model/{modelId}/converse',
      'bedrock.converse_stream POST /model/{modelId}/converse-stream',
      'bedrock.invoke_model POST /model/{modelId}/invoke',
      'bedrock.invoke_model_with_response_stream POST /model/{modelId}/invoke-with-response-stream',
      'bedrock.count_tokens POST /model/{modelId}/count-tokens',
    ]);
  });

  it('are not those whose answers pass by', () => {
    expect(API.match('POST', '/async-invoke')).toBeUndefined();
    expect(API.refusalOf('POST', '/async-invoke')).toBe('operation_direct_access');
    expect(API.refusalOf('GET', '/async-invoke/x')).toBe('operation_direct_access');
    expect(API.refusalOf('POST', `/model/${MODEL}/invoke-with-bidirectional-stream`)).toBe('operation_realtime');
    expect(API.match('POST', '/guardrail/g/version/1/apply')).toBeUndefined();
    expect(API.match('GET', `/model/${MODEL}/converse`)).toBeUndefined();
  });
});

describe('the model in the path', () => {
  it.each([MODEL, PROFILE, 'amazon.titan-embed-text-v2:0', 'us.meta.llama3-1-70b-instruct-v1:0'])(
    'is %s, however it is escaped, and leaves as Amazon’s clients write it',
    (model) => {
      const whole = `/model/${encodeURIComponent(model)}/converse`;
      const half = `/model/${model.replaceAll('/', '%2F')}/converse`;
      for (const path of [whole, half]) expect(API.match('POST', path)?.path).toBe(whole);
    },
  );

  it.each([
    ...[
      '',
      '.',
      '..',
      '%2e%2e',
      '%2E',
      'a%2Fb',
      'a%2F..%2Fb',
      'arn:a%2F..%2Fb',
      'arn:a%2F%2Fb',
      'arn:a%2F',
      'arn:%2F%2F%2Fb',
    ],
    ...['a%3ab', 'a%2fb', 'a%25b', 'a%00', 'a b', 'a%20b', 'a%', 'a%3', 'a%253A', 'ä', `arn:${'a'.repeat(129)}`],
  ])('is not %j', (segment) => {
    expect(API.match('POST', `/model/${segment}/converse`)).toBeUndefined();
  });

  it('leads nowhere else, whatever it is', () => {
    const unit = fc.constantFrom('%2F', '%3A', '%2e', '.', '/', ':', 'a', 'arn:', '%25', '-', '\\', '?', '#', '%');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (segment) => {
        const path = API.match('POST', `/model/${segment}/converse`)?.path;
        if (path === undefined) return;
        expect(new URL(`https://host.example${path}`).pathname).toBe(path);
        expect(path).toMatch(/^\/model\/(?:[\w.-]|%3A|%2F)+\/converse$/);
        expect(decodeURIComponent(path)).not.toMatch(/\/\.{0,2}(?:\/|$)/);
      }),
      { numRuns: 2000 },
    );
  });

  it('is read as a name that cannot be replaced', () => {
    const { leaves } = readRequest(operation('converse', PROFILE), Buffer.from('{}'), {});
    expect(leaves).toEqual([{ text: PROFILE.replace('-20250514', ''), field: 'modelId', role: 'structure' }]);
  });
});

describe('a request to converse', () => {
  it('has its text wherever it can stand', () => {
    const body = {
      messages: [
        { role: 'user', content: [{ text: 'one' }, { cachePoint: { type: 'default' } }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'two', signature: SEALED } } },
            { toolUse: { toolUseId: 'tooluse_1', name: 'find', input: { mrn: 4481234, patient: 'three' } } },
          ],
        },
        {
          role: 'user',
          content: [
            {
              toolResult: {
                toolUseId: 'tooluse_1',
                status: 'success',
                content: [{ text: 'four' }, { json: { a: 'five' } }],
              },
            },
            { guardContent: { text: { text: 'six', qualifiers: ['query'] } } },
            { document: { format: 'txt', name: 'seven', source: { text: 'eight' } } },
            { searchResult: { source: 'nine', title: 'ten', content: [{ text: 'eleven' }] } },
          ],
        },
      ],
      system: [{ text: 'twelve' }],
      inferenceConfig: { maxTokens: 4096, temperature: 0.5, stopSequences: ['thirteen'] },
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'find',
              description: 'fourteen',
              inputSchema: { json: { type: 'object', properties: { patient: { type: 'string' } } } },
            },
          },
        ],
        toolChoice: { tool: { name: 'find' } },
      },
      guardrailConfig: { guardrailIdentifier: 'gr-1', guardrailVersion: '1', trace: 'enabled' },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 16_000 } },
      promptVariables: { ward: { text: 'fifteen' } },
      requestMetadata: { team: 'sixteen' },
    };
    const found = request('converse', body);
    const numbers = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';
    expect((found as { text: readonly string[] }).text.filter((text) => numbers.split(' ').includes(text))).toEqual(
      numbers.split(' '),
    );
    expect((found as { text: readonly string[] }).text).toContain('4481234');
    expect((found as { text: readonly string[] }).text).not.toContain('4096');
    expect((found as { text: readonly string[] }).text).not.toContain('16000');
    expect((found as { structure: readonly string[] }).structure).toEqual(
      expect.arrayContaining(['tooluse_1', 'find', 'patient', 'gr-1', 'ward', 'team']),
    );
    expect(
      request('count-tokens', { input: { converse: { messages: body.messages, system: body.system } } }),
    ).toMatchObject({
      text: expect.arrayContaining(['one', 'twelve']) as unknown,
    });
  });

  it.each([
    [{ image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } }],
    [{ image: { format: 'png', source: { s3Location: { uri: 's3://bucket/key' } } } }],
    [{ document: { format: 'pdf', name: 'n', source: { bytes: 'JVBERi0=' } } }],
    [{ document: { format: 'pdf', name: 'n', source: { s3Location: { uri: 's3://bucket/key' } } } }],
    [{ video: { format: 'mp4', source: { bytes: 'AAAA' } } }],
    [{ audio: { format: 'mp3', source: { bytes: 'AAAA' } } }],
    [{ toolResult: { toolUseId: 't', content: [{ image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } }] } }],
    [{ guardContent: { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } } }],
    [{ hologram: { bytes: 'AAAA' } }],
    ['text'],
  ])('that shows what no one can read is refused: %j', (block) => {
    for (const action of ['converse', 'converse-stream'])
      expect(request(action, saying(block))).toBe('input_unreadable');
    expect(request('count-tokens', { input: { converse: saying(block) } })).toBe('input_unreadable');
  });

  it('counts each message as an input', () => {
    const body = {
      messages: [
        { role: 'user', content: [] },
        { role: 'assistant', content: [] },
      ],
    };
    expect(readRequest(operation('converse'), Buffer.from(JSON.stringify(body)), {}).inputs).toBe(2);
  });

  it('is not counted where it comes in base64', () => {
    expect(request('count-tokens', { input: { invokeModel: { body: 'e30=' } } })).toBe('input_unreadable');
  });
});

describe('a request to a model itself', () => {
  it.each([
    [
      'Anthropic',
      {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: 4096,
        system: SENTINEL,
        messages: [{ role: 'user', content: SENTINEL }],
      },
    ],
    [
      'Anthropic, in parts',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: SENTINEL },
              { type: 'tool_result', tool_use_id: 't_1', content: [{ type: 'text', text: SENTINEL }] },
            ],
          },
        ],
      },
    ],
    [
      'Nova',
      {
        schemaVersion: 'messages-v1',
        system: [{ text: SENTINEL }],
        messages: [{ role: 'user', content: [{ text: SENTINEL }] }],
        inferenceConfig: { maxTokens: 1000 },
      },
    ],
    ['Titan', { inputText: SENTINEL, textGenerationConfig: { maxTokenCount: 4096, stopSequences: [SENTINEL] } }],
    ['Cohere', { texts: [SENTINEL, SENTINEL], input_type: 'search_document' }],
    ['Llama', { prompt: SENTINEL, max_gen_len: 2048, note: SENTINEL }],
    ['a model nobody knows', { anything: [{ at: { all: SENTINEL } }, SENTINEL] }],
  ])('has its text read: %s', (_, body) => {
    const found = request('invoke', body) as { text: readonly string[] };
    expect(found.text.filter((text) => text === SENTINEL)).toHaveLength(2);
    expect(found.text.filter((text) => /^\d{4,}$/.test(text))).toEqual([]);
    expect(request('invoke-with-response-stream', body)).toEqual(found);
  });

  it('may come as bytes of no type, and as no other', () => {
    const body = Buffer.from('{"inputText":"a"}');
    const read = (contentType: string | null) => () => readRequest(operation('invoke'), body, { contentType });
    expect(read('application/octet-stream')().leaves.map(({ text }) => text)).toContain('a');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', null])
      expect(read(type)).toThrow(expect.objectContaining({ code: 'content_type_unsupported' }) as Error);
    expect(() =>
      readRequest(operation('converse'), Buffer.from('{}'), { contentType: 'application/octet-stream' }),
    ).toThrow();
  });

  it('may come so in pieces too', async () => {
    const body = (async function* () {
      yield Buffer.from('{"inputText":"Al');
      yield Buffer.from('ma"}');
    })();
    const replace = async (leaves: readonly { text: string }[]) =>
      leaves.map(({ text }) => (text === 'Alma' ? '[NAME]' : undefined));
    const stream = rewriteRequestStream(operation('invoke'), body, {
      contentType: 'application/octet-stream',
      replace,
    });
    let text = '';
    for await (const part of stream) text += Buffer.from(part).toString();
    expect(text).toBe('{"inputText":"[NAME]"}');
  });

  const PICTURE = `iVBORw0KGgo${'A'.repeat(401)}`;

  it.each([
    [
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AA' } }],
          },
        ],
      },
    ],
    [{ messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'base64', data: PICTURE } }] }] }],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example/b' } }] }] }],
    [{ messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes: 'AA' } } }] }] }],
    [{ inputImage: 'AA', inputText: 'a' }],
    [{ images: ['AA'] }],
    [{ anything: { at: { all: PICTURE } } }],
    [{ prompt: PICTURE }],
    ['text'],
    [['text']],
  ])('that shows what no one can read is refused: %j', (body) => {
    expect(request('invoke', body)).toBe('input_unreadable');
  });
});

describe('an answer', () => {
  const answer = (action: string, body: unknown) =>
    byRole(
      readResponse(operation(action), Buffer.from(JSON.stringify(body)), { contentType: 'application/json' }).leaves,
    );

  it('of a conversation is read', () => {
    const body = {
      output: {
        message: {
          role: 'assistant',
          content: [
            { text: 'one' },
            { reasoningContent: { reasoningText: { text: 'two', signature: SEALED } } },
            { toolUse: { toolUseId: 'tooluse_1', name: 'find', input: { patient: 'three' } } },
            {
              citationsContent: {
                content: [{ text: 'four' }],
                citations: [{ title: 'five', sourceContent: [{ text: 'six' }] }],
              },
            },
          ],
        },
      },
      stopReason: 'end_turn',
      usage: { inputTokens: 10_000, outputTokens: 20_000, totalTokens: 30_000 },
      metrics: { latencyMs: 12_345 },
      trace: { guardrail: { modelOutput: ['seven'] } },
    };
    const { text, structure } = answer('converse', body);
    expect(text).toEqual(['one', 'two', 'patient', 'three', 'four', 'five', 'six', 'seven']);
    expect(structure).toEqual(expect.arrayContaining(['tooluse_1', 'find']));
  });

  it('of a model itself is read, and vectors are no identifiers', () => {
    expect(answer('invoke', { embedding: [0.123456, -0.5], inputTextTokenCount: 12_345 })).toEqual({
      text: [],
      structure: [],
    });
    expect(answer('invoke', { embeddings: { float: [[0.123456]] }, texts: ['one'] }).text).toEqual(['one']);
    const anthropic = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-20250514',
      content: [
        { type: 'text', text: 'one' },
        { type: 'tool_use', id: 'toolu_1', name: 'find', input: { patient: 'two' } },
      ],
      usage: { input_tokens: 12_345 },
    };
    const { text } = answer('invoke', anthropic);
    expect(text.filter((found) => ['one', 'two'].includes(found))).toEqual(['one', 'two']);
    expect(text).not.toContain('12345');
  });
});
