import { describe, expect, it } from 'vitest';
import { toolCall } from './chat-answers.test-support.ts';
import { chatStream, eventStream, responseStream } from './event-stream.test-support.ts';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SSN = '078-05-1120';
const chat = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: `Is SSN ${SSN} on file?` }] };
const PIECES = ['Yes, fo', 'r Dr. Ingr', 'id Halvor', 'sen. SSN: 078-', '05-11', '20.'];
const SAID = 'Yes, for Dr. [NAME]. SSN: [SSN].';

const sentBodies = () => stage.calls().map(({ body }) => body.toString());

describe.each(VERSIONS)('a stream of openai $version', ({ openai, OpenAI }) => {
  const clientOf = (options: object = {}) => new OpenAI({ maxRetries: 0, sallyport: stage.settings, ...options });

  it('of a chat is masked, wherever it was cut, and its request redacted', async () => {
    stage.companion.answer = () => chatStream(PIECES);
    let text = '';
    const finishes: (string | null)[] = [];
    for await (const chunk of await clientOf().chat.completions.create({ ...chat, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? '';
      finishes.push(chunk.choices[0]?.finish_reason ?? null);
    }
    expect(text).toBe(SAID);
    expect(finishes.filter((finish) => finish !== null)).toEqual(['stop']);
    expect(sentBodies().join()).toContain('[SSN]');
    expect(sentBodies().join()).not.toContain(SSN);
  });

  it('has its response: headers, session, and the URL the client called', async () => {
    stage.companion.answer = () => chatStream(PIECES);
    const { data, response, request_id } = await clientOf()
      .chat.completions.create({ ...chat, stream: true })
      .withResponse();
    expect(request_id).toBe('req_7');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('sallyport-session')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.url).toBe('https://api.openai.com/v1/chat/completions');
    let chunks = 0;
    for await (const _ of data) chunks += 1;
    expect(chunks).toBe(PIECES.length + 2);
  });

  it('is gathered by the helper, whose events say the same', async () => {
    stage.companion.answer = () => chatStream(PIECES);
    const stream = clientOf().chat.completions.stream(chat);
    let deltas = '';
    stream.on('content', (delta) => {
      deltas += delta;
    });
    expect(await stream.finalContent()).toBe(SAID);
    expect(deltas).toBe(SAID);
    expect((await stream.finalChatCompletion()).choices[0]?.finish_reason).toBe('stop');
  });

  it('may be cut in two, and made bytes of', async () => {
    stage.companion.answer = () => chatStream(PIECES);
    const stream = await clientOf().chat.completions.create({ ...chat, stream: true });
    const [left, right] = stream.tee();
    let [one, other] = ['', ''];
    for await (const chunk of left) one += chunk.choices[0]?.delta.content ?? '';
    for await (const line of right.toReadableStream() as unknown as AsyncIterable<Uint8Array>)
      other += new TextDecoder().decode(line);
    expect(one).toBe(SAID);
    expect(other).not.toMatch(/Halvorsen|078-05/);
  });

  it('of the responses API is masked in deltas, done and completed alike', async () => {
    stage.companion.answer = () => responseStream(PIECES);
    let deltas = '';
    const wholes: string[] = [];
    const stream = await clientOf().responses.create({ model: 'gpt-4o', input: `SSN ${SSN}`, stream: true });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') deltas += event.delta;
      if (event.type === 'response.output_text.done') wholes.push(event.text);
      if (event.type === 'response.completed') wholes.push(JSON.stringify(event.response.output));
    }
    expect(deltas).toBe(SAID);
    expect(wholes[0]).toBe(SAID);
    expect(wholes[1]).toContain(SAID);
    expect(sentBodies().join()).not.toContain(SSN);
  });

  it('of the responses API is gathered by its helper', async () => {
    stage.companion.answer = () => responseStream(PIECES);
    const stream = clientOf().responses.stream({ model: 'gpt-4o', input: `SSN ${SSN}` });
    const { output } = await stream.finalResponse();
    expect(output).toMatchObject([{ type: 'message', content: [{ type: 'output_text', text: SAID }] }]);
  });

  it('of legacy completions is masked', async () => {
    const piece = (text: string, finish_reason: string | null = null) => ({
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'gpt-3.5-turbo-instruct',
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    });
    stage.companion.answer = () => eventStream([...PIECES.map((text) => piece(text)), piece('', 'stop'), '[DONE]']);
    let text = '';
    const params = { model: 'gpt-3.5-turbo-instruct', prompt: `SSN ${SSN}`, stream: true as const };
    for await (const chunk of await clientOf().completions.create(params)) text += chunk.choices[0]?.text ?? '';
    expect(text).toBe(SAID);
  });

  it('that calls a tool gives arguments that are JSON, and the runner goes on with it', async () => {
    const before = stage.companion.calls.length;
    stage.companion.answer = (_, serial) => {
      if (serial - before > 1) return chatStream(['Done', '.']);
      const chunk = (delta: object, finish_reason: string | null = null) => ({
        id: 'chatcmpl-1',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'gpt-4o',
        choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      });
      const call = { index: 0, ...toolCall('lookUp', {}) };
      const part = (text: string) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] });
      const begun = { ...call, function: { name: 'lookUp', arguments: '' } };
      return eventStream([
        chunk({ role: 'assistant', content: null, tool_calls: [begun] }),
        ...['{"un', 'it":', '"B4"', '}'].map((text) => chunk(part(text))),
        chunk({}, 'tool_calls'),
        '[DONE]',
      ]);
    };
    const asked: unknown[] = [];
    const tool = {
      type: 'function' as const,
      function: {
        name: 'lookUp',
        description: 'Looks a unit up.',
        parse: JSON.parse,
        function: (args: object) => {
          asked.push(args);
          return `SSN ${SSN}`;
        },
        parameters: { type: 'object', properties: { unit: { type: 'string' } } },
      },
    };
    const runner = clientOf().chat.completions.runTools({ ...chat, stream: true, tools: [tool] });
    expect(await runner.finalContent()).toBe('Done.');
    expect(asked).toEqual([{ unit: 'B4' }]);
    expect(sentBodies()).toHaveLength(2);
    expect(sentBodies().join()).not.toContain(SSN);
  });

  it('that is left early ends without an error', async () => {
    stage.companion.answer = () => chatStream(PIECES);
    const stream = await clientOf().chat.completions.create({ ...chat, stream: true });
    for await (const _ of stream) break;
    expect(stream.controller.signal.aborted).toBe(true);
    await expect(clientOf().chat.completions.create(chat).asResponse()).resolves.toBeInstanceOf(Response);
  });

  it('that the provider refuses is the native error, tried again by the client’s own rule', async () => {
    const before = stage.companion.calls.length;
    stage.companion.answer = (_, serial) =>
      serial - before === 1
        ? {
            status: 429,
            headers: { 'content-type': 'application/json', 'retry-after-ms': '1' },
            body: '{"error":{"message":"Busy.","type":"requests"}}',
          }
        : chatStream(PIECES);
    const stream = clientOf({ maxRetries: 1 }).chat.completions.stream(chat);
    expect(await stream.finalContent()).toBe(SAID);
    expect(new Set(stage.calls().map(({ headers }) => headers['sallyport-correlation'])).size).toBe(1);
    stage.companion.answer = () => ({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error: { message: `Bad: SSN ${SSN}`, type: 'invalid_request_error', code: 'bad' } }),
    });
    const call = clientOf().chat.completions.create({ ...chat, stream: true });
    await expect(call).rejects.toThrow(openai.BadRequestError);
    await expect(clientOf().chat.completions.create({ ...chat, stream: true })).rejects.toThrow(/\[SSN\]/);
  });
});
