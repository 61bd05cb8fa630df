import type OpenAI from '@sallyport/openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NOTE = 'Please write to Dr. Ingrid Halvorsen at 415-555-0132.';
const VALUES = /Halvorsen|0132/;
const TOKEN = /\[(?:NAME|PHONE)_[0-9A-Z]{8}\]/g;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());
afterEach(() => {
  stack.provider.deltaLength = 4;
  stack.provider.clear();
});

const client = () => stack.client({ policy: 'safe-harbor-tokens' });
const sent = () => stack.provider.requests.map(({ body }) => body.toString());

/** What the model saw last, as it saw it. */
function lastSaid(): string {
  const { messages, input } = JSON.parse(sent().at(-1) ?? '') as { messages?: { content: string }[]; input?: string };
  return messages?.at(-1)?.content ?? input ?? '';
}

async function chat(openai: OpenAI, content: string, stream: boolean): Promise<string> {
  const asked = { model: 'gpt-4o', messages: [{ role: 'user' as const, content }] };
  if (!stream) return (await openai.chat.completions.create(asked)).choices[0]?.message.content ?? '';
  let text = '';
  for await (const { choices } of await openai.chat.completions.create({ ...asked, stream: true })) {
    text += choices[0]?.delta.content ?? '';
  }
  return text;
}

describe.each([
  ['whole', false],
  ['streamed', true],
] as const)('a %s answer', (_, stream) => {
  it('gives the caller their own values back, which never left', async () => {
    stack.provider.reply = ({ messages }) => `I shall write: ${String(messages.at(-1)?.content)}`;
    expect(await chat(client(), NOTE, stream)).toBe(`I shall write: ${NOTE}`);
    expect(sent().join()).not.toMatch(VALUES);
    expect(lastSaid().match(TOKEN)).toHaveLength(2);
  });

  it.each([1, 3, 13, 60])('gives them back however it is cut: in pieces of %d', async (deltaLength) => {
    stack.provider.deltaLength = deltaLength;
    stack.provider.reply = ({ messages }) => String(messages.at(-1)?.content).toLowerCase();
    const text = await chat(client(), NOTE, stream);
    expect(text).toContain('Ingrid Halvorsen');
    expect(text).toContain('415-555-0132');
  });

  it('gives nothing for tokens that were only repeated, and masks what is another’s', async () => {
    const openai = client();
    await chat(openai, NOTE, false);
    const [token = ''] = lastSaid().match(TOKEN) ?? [];
    stack.provider.reply = ({ messages }) => `${String(messages.at(-1)?.content)} Call Dr. Magnus Lindqvist.`;
    const text = await chat(openai, `Please repeat ${token} as it is.`, stream);
    expect(text).not.toMatch(VALUES);
    expect(text).toContain(token);
    expect(text).not.toContain('Lindqvist');
  });

  it('leaves tokens in addresses and in what tools are given', async () => {
    const said = ({ messages }: { messages: readonly { content?: unknown }[] }) =>
      String(messages.at(-1)?.content).match(TOKEN)?.[0] ?? '';
    stack.provider.reply = (asked) => `See https://elsewhere.example/?q=${said(asked)} for it.`;
    expect(await chat(client(), NOTE, stream)).not.toMatch(VALUES);
    stack.provider.reply = (asked) => ({
      content: null,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'mail', arguments: `{"to":"${said(asked)}"}` } },
      ],
    });
    const messages = [{ role: 'user' as const, content: NOTE }];
    const asked = { model: 'gpt-4o', messages };
    const made = stream
      ? await client().chat.completions.stream(asked).finalChatCompletion()
      : await client().chat.completions.create(asked);
    expect(JSON.stringify(made)).not.toMatch(VALUES);
  });
});

describe('a conversation', () => {
  it.each([false, true])('is remembered by the response it goes on from, streamed: %s', async (stream) => {
    const openai = client();
    const respond = async (input: string, previous?: string) => {
      const asked = { model: 'gpt-4o', input, ...(previous === undefined ? {} : { previous_response_id: previous }) };
      return stream ? openai.responses.stream(asked).finalResponse() : openai.responses.create(asked);
    };
    let tokens: readonly string[] = [];
    stack.provider.reply = ({ messages }) => {
      tokens = String(messages.at(-1)?.content).match(TOKEN) ?? tokens;
      return `Noted: ${tokens.join(' and ')}.`;
    };
    const first = await respond(NOTE);
    expect(first.output_text).toMatch(VALUES);
    const next = await respond('Whom was it about?', first.id);
    expect(next.output_text).toMatch(VALUES);
    const stranger = await respond('Whom was it about?');
    expect(stranger.output_text).not.toMatch(VALUES);
    expect(sent().join()).not.toMatch(VALUES);
  });

  it('is another client’s no more than another caller’s', async () => {
    let tokens: readonly string[] = [];
    stack.provider.reply = ({ messages }) => {
      tokens = String(messages.at(-1)?.content).match(TOKEN) ?? tokens;
      return tokens.join(' ');
    };
    const first = await client().responses.create({ model: 'gpt-4o', input: NOTE });
    expect(first.output_text).toMatch(VALUES);
    const other = await client().responses.create({ model: 'gpt-4o', input: 'Who?', previous_response_id: first.id });
    expect(other.output_text).not.toMatch(VALUES);
  });

  it('goes on in a clone of the client', async () => {
    const openai = client();
    let tokens: readonly string[] = [];
    stack.provider.reply = ({ messages }) => {
      tokens = String(messages.at(-1)?.content).match(TOKEN) ?? tokens;
      return tokens.join(' ');
    };
    const first = await openai.responses.create({ model: 'gpt-4o', input: NOTE });
    const asked = { model: 'gpt-4o', input: 'Who?', previous_response_id: first.id };
    expect((await openai.withOptions({ maxRetries: 1 }).responses.create(asked)).output_text).toMatch(VALUES);
  });
});
