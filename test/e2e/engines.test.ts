import { afterEach, describe, expect, it } from 'vitest';
import { nativeFailure } from '../stack/native-failure.ts';
import { kindOf } from '../stack/read-verified.ts';
import { type FakePresidio, startFakePresidio } from '../stack/start-fake-presidio.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** A word that nothing but the engine takes for a name. */
const WORD = 'everyone';
const NOTE = `😀 the plan was agreed with ${WORD}, ssn 078-05-1120`;
const CALL = { model: 'text-embedding-3-small', input: NOTE };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function stackWith(more = ''): Promise<{ readonly stack: Stack; readonly presidio: FakePresidio }> {
  const presidio = await startFakePresidio([WORD]);
  open.push(presidio);
  const stack = await startStack({ engines: `{ presidio: { url: "${presidio.url}" }${more} }` });
  open.push(stack);
  return { stack, presidio };
}

const sent = ({ provider }: Stack): string => provider.requests.map(({ body }) => body.toString()).join('\n');

describe('a companion with an engine', () => {
  it('masks what either finds, on the way out and on the way back', async () => {
    const { stack, presidio } = await stackWith();
    await stack.client().embeddings.create(CALL);
    expect(sent(stack)).toContain('😀 the plan was agreed with [NAME], ssn [SSN]');
    expect(presidio.texts.length).toBeGreaterThan(0);
    // What the inner door has masked, the engine never sees; nor does it see the model's name.
    expect(presidio.texts.join()).not.toContain('078-05-1120');
    expect(presidio.texts.join()).not.toContain('text-embedding-3-small');
    stack.provider.reply = () => `please ask ${WORD}`;
    const messages = [{ role: 'user' as const, content: 'who knows?' }];
    const { choices } = await stack.client().chat.completions.create({ model: 'gpt-4o', messages });
    expect(choices[0]?.message.content).toBe('please ask [NAME]');
  });

  it('refuses calls while its engine is down, and records it', async () => {
    const { stack, presidio } = await stackWith();
    await presidio.close();
    const { said, ...failure } = await nativeFailure(stack.client().embeddings.create(CALL));
    expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'engine_unavailable' });
    expect(stack.provider.requests).toEqual([]);
    expect((await stack.events()).at(-1)).toMatchObject({
      metadata: { event_code: 'session.denied' },
      api: { response: { error: 'engine_unavailable' } },
    });
    expect(said + stack.log()).not.toContain(WORD);
    const { port } = new URL(presidio.url);
    open.push(await startFakePresidio([WORD], Number(port)));
    await stack.client().embeddings.create(CALL);
    expect(sent(stack)).toContain('agreed with [NAME]');
  });

  it('goes on without it only where it is told to, and that is on record', async () => {
    const { stack, presidio } = await stackWith(', onFailure: dangerouslyIgnore');
    await presidio.close();
    await stack.client().embeddings.create(CALL);
    expect(sent(stack)).toContain(`agreed with ${WORD}, ssn [SSN]`);
    const optOuts = (await stack.leaves()).filter((leaf) => kindOf(leaf) === 'opt_out');
    expect(optOuts).toEqual([
      expect.objectContaining({ unmapped: expect.objectContaining({ optOut: 'engine_failure' }) }),
    ]);
    const lines = stack.log();
    expect(lines).toContain('"message":"engine failures ignored"');
    expect(lines).toMatch(/"level":"error","message":"engine failed".*"code":"engine_unavailable"/);
    expect(lines).not.toContain(WORD);
  });
});

describe('a client with an engine of its own', () => {
  it('masks what it finds before anything leaves, and refuses when it fails', async () => {
    const stack = await startStack();
    open.push(stack);
    const at = NOTE.indexOf(WORD);
    const span = { start: at, end: at + WORD.length, type: 'NAME', score: 0.9 } as const;
    const engine = {
      name: 'own',
      detect: async (texts: readonly string[]) => texts.map((text) => (text === NOTE ? [span] : [])),
    };
    await stack.client({ engines: [engine] }).embeddings.create(CALL);
    expect(sent(stack)).toContain('agreed with [NAME], ssn [SSN]');
    stack.provider.clear();
    const broken = { name: 'own', detect: () => Promise.reject(new TypeError(NOTE)) };
    const { said, ...failure } = await nativeFailure(stack.client({ engines: [broken] }).embeddings.create(CALL));
    expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'detector_failed' });
    expect(said).not.toContain(WORD);
    expect(stack.provider.requests).toEqual([]);
  });
});
