import { scan } from '@sallyport/phi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NOTE = 'Patient: Maria Delgado, SSN 078-05-1120, MRN 4481234, seen 03/14/2026 for Parkinson disease.';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.close());

const sent = (): string => stack.provider.requests.map(({ body }) => body.toString()).join('\n');

describe('both doors', () => {
  it('embeds a note: redacted out, vectors back, intent and outcome in the ledger', async () => {
    stack.provider.clear();
    const { data } = await stack
      .client()
      .embeddings.create({ model: 'text-embedding-3-small', input: [NOTE, 'no identifiers'] });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([256, 256]);
    expect(sent()).toContain('Parkinson disease');
    expect(sent()).toContain('[SSN]');
    for (const { start, end } of scan(NOTE)) expect(sent()).not.toContain(NOTE.slice(start, end));
    expect(stack.provider.requests[0]?.headers.authorization).toBe(`Bearer ${stack.provider.key}`);
    const events = await stack.events();
    expect(events.map(({ metadata }) => metadata.event_code).slice(-3)).toEqual([
      'grant.issued',
      'session.intent',
      'session.outcome',
    ]);
    expect(events.at(-1)).toMatchObject({
      actor: { user: { uid: 'notes-app' }, idp: { issuer: stack.identityProvider.issuer } },
      api: { operation: 'embeddings.create', service: { name: 'openai' }, response: { code: 200 } },
    });
  });

  it('masks a chat answer, and gives the session’s id with it', async () => {
    stack.provider.reply = () => 'Please call Dr. Ingrid Halvorsen at 415-555-0132.';
    const call = stack
      .client()
      .chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: NOTE }] });
    const { data, response } = await call.withResponse();
    expect(data.choices[0]?.message.content).toBe('Please call Dr. [NAME] at [PHONE].');
    expect(response.headers.get('sallyport-session')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.url).toBe('https://api.openai.com/v1/chat/completions');
  });
});
