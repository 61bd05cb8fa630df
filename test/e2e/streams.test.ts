import { join } from 'node:path';
import { flushEvents } from '@sallyport/guard';
import type { LedgerEvent } from '@sallyport/ledger';
import OpenAI from '@sallyport/openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isEvent, kindOf } from '../stack/read-verified.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NOTE = 'Patient Maria Delgado, SSN 078-05-1120, seen 03/14/2026.';
const SAID =
  'Please call Dr. Ingrid Halvorsen at 415-555-0132 about the SSN 078-05-1120. Her Parkinson disease is stable.';
const MASKED = 'Please call Dr. [NAME] at [PHONE] about the SSN [SSN]. Her Parkinson disease is stable.';
const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: NOTE }], stream: true as const };

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());
afterEach(() => {
  stack.provider.pace = () => undefined;
  stack.provider.deltaLength = 4;
});

const client = () => stack.client({ spoolFolder: join(stack.folder, 'spool') });

async function outcome(kind = 'session.outcome'): Promise<LedgerEvent | undefined> {
  const leaves = await stack.leaves();
  return leaves.filter(isEvent).findLast((leaf) => kindOf(leaf) === kind);
}

async function textOf(chunks: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<string> {
  let text = '';
  for await (const { choices } of chunks) text += choices[0]?.delta.content ?? '';
  return text;
}

describe('a streamed chat, through both doors', () => {
  it.each([1, 3, 7, 40, 500])('is masked the same in deltas of %d', async (deltaLength) => {
    stack.provider.deltaLength = deltaLength;
    stack.provider.reply = () => SAID;
    stack.provider.clear();
    expect(await textOf(await client().chat.completions.create(CHAT))).toBe(MASKED);
    expect(stack.provider.requests[0]?.body.toString()).not.toContain('Delgado');
  });

  it('gives receipts at its head, and its outcome once it has ended', async () => {
    stack.provider.reply = () => SAID;
    const { data, response } = await client().chat.completions.create(CHAT).withResponse();
    const session = response.headers.get('sallyport-session');
    expect(await stack.verifyReceipt(response.headers.get('sallyport-receipt') ?? '')).toMatchObject({ leaves: [{}] });
    expect(await textOf(data)).toBe(MASKED);
    expect(await flushEvents()).toBe(true);
    const [theirs, ours] = [await outcome(), await outcome('client.outcome')];
    expect(theirs?.api).toMatchObject({ request: { uid: session }, response: { code: 200 } });
    expect(ours?.unmapped.commitments?.reply).toBe(theirs?.unmapped.commitments?.reply);
    expect(theirs?.unmapped).toMatchObject({ masked: { NAME: 1, PHONE: 1, SSN: 1 } });
  });

  it('keeps the arguments of tool calls valid, and masks them', async () => {
    const json = JSON.stringify({
      patient: 'Mrs. Ingrid "Inga" Halvorsen',
      mrn: 44812345,
      note: 'SSN 078-05-1120\nstable',
    });
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'look_up', arguments: json } };
    stack.provider.reply = () => ({ content: null, tool_calls: [call] });
    const runner = client().chat.completions.stream({ model: 'gpt-4o', messages: CHAT.messages });
    const { choices } = await runner.finalChatCompletion();
    const [made] = choices[0]?.message.tool_calls ?? [];
    const text = made?.type === 'function' ? made.function.arguments : '';
    expect(JSON.parse(text)).toMatchObject({ note: 'SSN [SSN]\nstable' });
    expect(text).not.toMatch(/Halvorsen|44812345|1120/);
  });

  it('flows while the provider still speaks', async () => {
    const begun = 'It is a fine day. The sky is blue. No wind, no rain. The sun will shine on.';
    stack.provider.reply = () => `${begun} ${SAID}`;
    const open = Promise.withResolvers<void>();
    stack.provider.pace = (piece) => (piece < begun.length / 4 ? undefined : open.promise);
    const chunks = (await client().chat.completions.create(CHAT))[Symbol.asyncIterator]();
    let text = '';
    while (!text.includes('It is a fine day')) text += (await chunks.next()).value?.choices[0]?.delta.content ?? '';
    open.resolve();
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      text += next.value.choices[0]?.delta.content ?? '';
    }
    expect(text).toBe(`${begun} ${MASKED}`);
  });
});

describe('a streamed response, through both doors', () => {
  it('says the same in deltas, in what is done and in the whole', async () => {
    stack.provider.reply = () => SAID;
    const texts: string[] = [];
    const done: string[] = [];
    const stream = await client().responses.create({ model: 'gpt-4o', input: NOTE, stream: true });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') texts.push(event.delta);
      if (event.type === 'response.output_text.done') done.push(event.text);
      if (event.type === 'response.content_part.done' && event.part.type === 'output_text') done.push(event.part.text);
      if (event.type === 'response.completed') {
        done.push(
          ...event.response.output
            .flatMap((item) => (item.type === 'message' ? item.content : []))
            .map((part) => (part.type === 'output_text' ? part.text : '')),
        );
      }
    }
    expect(texts.join('')).toBe(MASKED);
    expect(done).toEqual([MASKED, MASKED, MASKED]);
  });
});

describe('a stream that ends early', () => {
  it('because the caller leaves, reaches the provider and the ledger', async () => {
    stack.provider.reply = () => SAID.repeat(50);
    const before = stack.provider.abandoned;
    stack.provider.pace = (piece) => new Promise((resolve) => setTimeout(resolve, piece > 100 ? 20 : 0));
    for await (const _ of await client().chat.completions.create(CHAT)) break;
    await expect.poll(() => stack.provider.abandoned).toBe(before + 1);
    await expect.poll(async () => (await outcome())?.api.response?.error).toBe('cancelled');
    expect(await flushEvents()).toBe(true);
    expect((await outcome('client.outcome'))?.api.response?.error).toBe('cancelled');
  });

  it('because the caller aborts, raises the client’s own error', async () => {
    stack.provider.reply = () => SAID.repeat(50);
    stack.provider.pace = (piece) => new Promise((resolve) => setTimeout(resolve, piece > 100 ? 20 : 0));
    const stop = new AbortController();
    const stream = client().chat.completions.stream(
      { model: 'gpt-4o', messages: CHAT.messages },
      { signal: stop.signal },
    );
    stream.once('content', () => stop.abort());
    await expect(stream.finalChatCompletion()).rejects.toThrow(OpenAI.APIUserAbortError);
  });

  it('because the provider fails, raises a coded error, once', async () => {
    stack.provider.reply = () => SAID;
    stack.provider.fail({ kind: 'cut-events', after: 5 });
    const error = await textOf(await client().chat.completions.create(CHAT)).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ code: 'upstream_unreachable' });
    expect((await outcome())?.api.response?.error).toBe('upstream_unreachable');
  });
});
