import { type Operation, SallyportError, systemClock, utf8 } from '@sallyport/core';
import { definePolicy, planOf, SAFE_HARBOR } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import type { Call, Reply } from './call.ts';
import { DEFAULT_DETECT } from './defaults.ts';
import { commit } from './payload/commitment.ts';
import { heldPayload } from './payload/payload.ts';
import { type Door, type Outcome, type Recorder, type RunningRecording, STAGES } from './ports.ts';
import { runCall } from './run-call.ts';

const CONNECTION = { name: 'openai', kind: 'openai', baa: true } as const;
const CORRELATION = '00000000-0000-4000-8000-000000000001';
const SALT = new Uint8Array(32).fill(7);
const CALLER = { issuer: 'https://idp.example', subject: 'notes-app', groups: [], means: 'local' } as const;

function chat(content: string): Uint8Array {
  return utf8(JSON.stringify({ model: 'gpt-4o-2024-08-06', messages: [{ role: 'user', content }] }));
}

function chatReply(content: string, status = 200): Reply {
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop', logprobs: null };
  const body = { id: 'chatcmpl-1700000000', object: 'chat.completion', created: 1, model: 'gpt-4o', choices: [choice] };
  return { status, headers: { 'content-type': 'application/json' }, body: utf8(JSON.stringify(body)) };
}

/** A door whose every step is written down, and whose parts a test can replace. */
function recordingDoor(parts: Partial<Door> = {}) {
  const steps: string[] = [];
  const sent: string[] = [];
  const outcomes: Outcome[] = [];
  const door: Door = {
    identify: async () => ({ caller: CALLER }),
    admit: async () => undefined,
    detect: DEFAULT_DETECT,
    policy: () => SAFE_HARBOR,
    send: async ({ egress }) => {
      steps.push('send');
      sent.push(new TextDecoder().decode(egress.bytes));
      return chatReply('noted');
    },
    scratch: { heldBytes: 1_048_576, limitBytes: 67_108_864, textLength: 1_048_576 },
    maxDepth: 64,
    reviews: 'behind',
    clock: systemClock,
    ...parts,
    journal: {
      intent: async () => {
        steps.push('intent');
        return {
          id: 'session-1',
          salt: SALT,
          commitments: { egress: 'committed' },
          receipt: Promise.resolve('header.payload.signature'),
        };
      },
      outcome: async (_, outcome) => {
        steps.push(outcome.error === undefined ? 'outcome' : `outcome ${outcome.error.code}`);
        outcomes.push(outcome);
      },
      denied: async (_, error) => {
        steps.push(`denied ${error.code}`);
      },
      ...parts.journal,
    },
  };
  return { door, steps, sent, outcomes };
}

function run(
  door: Door,
  call: Partial<Call> & { readonly body?: Uint8Array; readonly subject?: Uint8Array } = {},
): Promise<Reply> {
  const { body = chat('hello'), subject, ...rest } = call;
  return runCall(door, {
    ...(subject === undefined ? {} : { subject }),
    connection: CONNECTION,
    correlationId: CORRELATION,
    call: {
      method: 'POST',
      path: '/chat/completions',
      url: 'https://sallyport.example/c/openai/v1/chat/completions',
      query: '',
      headers: { 'content-type': 'application/json' },
      readBody: async () => heldPayload(body),
      signal: new AbortController().signal,
      ...rest,
    },
  });
}

const codeOf = (reply: Reply): unknown => (JSON.parse(new TextDecoder().decode(reply.body)) as { code: unknown }).code;

describe('runCall', () => {
  it('records the intent, sends redacted text, masks the answer and records the outcome, in that order', async () => {
    const { door, steps, sent, outcomes } = recordingDoor();
    const reply = await run(
      {
        ...door,
        send: async (exchange) => {
          await door.send(exchange);
          return chatReply('Call Dr. Ingrid Halvorsen.');
        },
      },
      { body: chat('SSN 078-05-1120') },
    );
    expect(steps).toEqual(['intent', 'send', 'outcome']);
    expect(sent[0]).toContain('[SSN]');
    expect(sent[0]).not.toContain('078-05-1120');
    expect(new TextDecoder().decode(reply.body)).not.toContain('Halvorsen');
    expect(outcomes[0]?.masked).toEqual({ NAME: 1 });
    expect(reply.headers['sallyport-session']).toBe('session-1');
  });

  it('gives a value the same surrogate in every text of a call, out and back', async () => {
    const operators = { out: planOf('surrogate'), back: planOf('surrogate') };
    const { door, sent } = recordingDoor({
      policy: () =>
        definePolicy('surrogates', [
          { name: 'all', when: { operations: ['chat.completions.create'] }, effect: 'allow', operators },
        ]),
    });
    const texts = ['SSN 078-05-1120, seen 10/03/2023', 'again on 10/10/2023, SSN: 078 05 1120'];
    const messages = texts.map((content) => ({ role: 'user', content }));
    const reply = await run(
      {
        ...door,
        send: async (exchange) => {
          await door.send(exchange);
          return chatReply('Her SSN is 078-05-1120.');
        },
      },
      { body: utf8(JSON.stringify({ model: 'gpt-4o-2024-08-06', messages })) },
    );
    const seen = `${sent[0]} ${new TextDecoder().decode(reply.body)}`;
    const numbers = (seen.match(/\d{3}[- ]\d{2}[- ]\d{4}/g) ?? []).map((number) => number.replaceAll(' ', '-'));
    expect(numbers).toHaveLength(3);
    expect(new Set(numbers).size).toBe(1);
    expect(numbers[0]).toMatch(/^9/);
    const days = (seen.match(/\d{2}\/\d{2}\/\d{4}/g) ?? []).map((date) => Date.parse(`${date} UTC`) / 86_400_000);
    expect((days[1] ?? 0) - (days[0] ?? 0)).toBe(7);
  });

  it('writes the same text in every attempt that is given the same secret, and another in another call', async () => {
    const operators = { out: planOf('surrogate'), back: planOf('redact') };
    const rule = {
      name: 'all',
      when: { operations: ['chat.completions.create'] },
      effect: 'allow',
      operators,
    } as const;
    const { door, sent } = recordingDoor({ policy: () => definePolicy('surrogates', [rule]) });
    const body = chat('SSN 078-05-1120, seen 10/03/2023');
    const subject = new Uint8Array(16).fill(5);
    for (const attempt of [{ subject }, { subject }, {}]) await run(door, { body, ...attempt });
    expect(sent[1]).toBe(sent[0]);
    expect(sent[2]).not.toBe(sent[0]);
    expect(sent.join()).not.toContain('078-05-1120');
  });

  it('commits to what left, to the answer and to the reply', async () => {
    const { door, outcomes } = recordingDoor();
    const answer = chatReply('Call Dr. Ingrid Halvorsen.');
    const reply = await run({ ...door, send: async () => answer });
    const [came, given] = [await commit(SALT, heldPayload(answer.body)), await commit(SALT, heldPayload(reply.body))];
    expect(given).not.toBe(came);
    expect(outcomes[0]?.commitments).toEqual({ egress: 'committed', answer: came, reply: given });
    expect(reply.headers['sallyport-receipt']).toBe('header.payload.signature');
  });

  it('says of a call that failed what left', async () => {
    const { door, outcomes } = recordingDoor({ send: () => Promise.reject(new SallyportError('upstream_timeout')) });
    const reply = await run(door);
    expect(outcomes).toEqual([{ error: expect.anything(), commitments: { egress: 'committed' } }]);
    expect(reply.headers).toMatchObject({ 'sallyport-session': 'session-1', 'sallyport-receipt': expect.any(String) });
  });

  it('tells of every stage once, in their order, and of none after a refusal', async () => {
    const seen: string[] = [];
    const { door } = recordingDoor();
    await run({ ...door, trace: (stage, correlationId) => seen.push(`${stage} ${correlationId}`) });
    expect(seen).toEqual(STAGES.map((stage) => `${stage} ${CORRELATION}`));
    seen.length = 0;
    const refusing = { ...door, admit: () => Promise.reject(new SallyportError('identity_not_allowed')) };
    await run({ ...refusing, trace: (stage) => seen.push(stage) });
    expect(seen).toEqual(['classify', 'identify', 'admit']);
  });

  it.each([
    ['the body it was made for', 'hello', 'none'],
    ['another body', 'hello, you', 'commitment_mismatch'],
  ])('takes a signed intent for %s', async (_, content, code) => {
    const { door, sent } = recordingDoor();
    const intent = {
      correlationId: CORRELATION,
      applied: {},
      commitment: await commit(SALT, heldPayload(chat('hello'))),
    };
    const signed = { kid: 'k', id: CORRELATION, leaf: utf8('a.b.c'), time: 0, stated: { intent, salt: SALT } };
    const reply = await run({ ...door, identify: async () => ({ caller: CALLER, signed }) }, { body: chat(content) });
    expect(reply.status < 400 ? 'none' : codeOf(reply)).toBe(code);
    expect(sent).toHaveLength(code === 'none' ? 1 : 0);
  });

  it('sends the very same bytes when nothing was found', async () => {
    const { door, sent } = recordingDoor();
    const body = utf8(
      '{ "model":"m1", "messages":[ {"role":"user","content":"take 2 tablets"} ], "seed":9007199254740993 }',
    );
    await run(door, { body });
    expect(sent[0]).toBe(new TextDecoder().decode(body));
  });

  it('never sends when the intent cannot be recorded', async () => {
    const base = recordingDoor();
    const failing = { ...base.door.journal, intent: () => Promise.reject(new SallyportError('ledger_unavailable')) };
    expect(codeOf(await run({ ...base.door, journal: failing }))).toBe('ledger_unavailable');
    expect(base.steps).toEqual([]);
  });

  it('gives no answer when the outcome cannot be recorded', async () => {
    const base = recordingDoor();
    const failing = { ...base.door.journal, outcome: () => Promise.reject(new SallyportError('ledger_unavailable')) };
    const reply = await run({ ...base.door, journal: failing });
    expect(codeOf(reply)).toBe('ledger_unavailable');
    expect(reply.status).toBe(503);
  });

  it('gives no answer when its receipt cannot be signed', async () => {
    const base = recordingDoor();
    const receipt = Promise.reject(new SallyportError('internal'));
    receipt.catch(() => undefined);
    const session = { id: 'session-1', salt: SALT, commitments: { egress: 'committed' }, receipt };
    const reply = await run({ ...base.door, journal: { ...base.door.journal, intent: async () => session } });
    expect(codeOf(reply)).toBe('internal');
    expect(reply.headers['sallyport-session']).toBe('session-1');
    expect(base.steps).toEqual(['send', 'outcome']);
  });

  it.each<[string, Partial<Door>, Partial<Call> & { body?: Uint8Array }, string]>([
    ['an unknown operation', {}, { path: '/realtime' }, 'operation_unknown'],
    ['an operation that is refused by name', {}, { path: '/realtime/sessions' }, 'operation_realtime'],
    [
      'an identifier in a query',
      {},
      { method: 'GET', path: '/fine_tuning/jobs', query: 'metadata[note]=078-05-1120', body: utf8('') },
      'phi_in_structure',
    ],
    [
      'an identifier for a key in a query',
      {},
      { method: 'GET', path: '/fine_tuning/jobs', query: 'metadata[078-05-1120]=x', body: utf8('') },
      'phi_in_structure',
    ],
    ['an unknown query parameter', {}, { query: 'x=1' }, 'query_not_allowed'],
    ['a body that is not JSON', {}, { body: utf8('{') }, 'body_not_json'],
    ['a body on an operation without one', {}, { method: 'GET', path: '/models' }, 'input_unreadable'],
    [
      'a failing identification',
      { identify: () => Promise.reject(new SallyportError('token_expired')) },
      {},
      'token_expired',
    ],
    [
      'a caller who may not',
      { admit: () => Promise.reject(new SallyportError('identity_not_allowed')) },
      {},
      'identity_not_allowed',
    ],
    ['a detector that throws', { detect: () => Promise.reject(new Error('SSN 078-05-1120')) }, {}, 'detector_failed'],
    ['a detector that forgets a text', { detect: async () => [] }, {}, 'detector_failed'],
    ['a policy without a rule', { policy: () => ({ ...SAFE_HARBOR, rules: [] }) }, {}, 'policy_denied'],
    [
      'an identifier in a key',
      {},
      { body: utf8('{"model":"m1","messages":[],"metadata":{"078-05-1120":"x"}}') },
      'phi_in_structure',
    ],
  ])('refuses %s, records it, and sends nothing', async (_, parts, call, code) => {
    const { door, steps } = recordingDoor(parts);
    const reply = await run(door, call);
    expect(codeOf(reply)).toBe(code);
    expect(steps).toEqual([`denied ${code}`]);
    expect(new TextDecoder().decode(reply.body)).not.toContain('078-05-1120');
  });

  it('leaves dates and digits that are part of a model name or id alone', async () => {
    const { door, steps } = recordingDoor();
    expect((await run(door)).status).toBe(200);
    expect(steps).toEqual(['intent', 'send', 'outcome']);
  });

  it('tells its detector when the caller has gone away', async () => {
    const caller = new AbortController();
    const told: (AbortSignal | undefined)[] = [];
    const { door } = recordingDoor({
      detect: (inputs, { signal } = {}) => {
        told.push(signal);
        return DEFAULT_DETECT(inputs);
      },
    });
    await run(door, { signal: caller.signal });
    expect(told.length).toBeGreaterThan(1);
    expect(told.every((signal) => signal === caller.signal)).toBe(true);
  });

  it('refuses when a refusal cannot be recorded', async () => {
    const base = recordingDoor();
    const failing = { ...base.door.journal, denied: () => Promise.reject(new SallyportError('ledger_unavailable')) };
    expect(codeOf(await run({ ...base.door, journal: failing }, { path: '/x' }))).toBe('ledger_unavailable');
  });

  it('records a failed send as the outcome', async () => {
    const { door, steps } = recordingDoor({ send: () => Promise.reject(new SallyportError('upstream_timeout')) });
    expect(codeOf(await run(door))).toBe('upstream_timeout');
    expect(steps).toEqual(['intent', 'outcome upstream_timeout']);
  });

  it('refuses an unreadable success, and keeps only the status of an unreadable failure', async () => {
    const page = (status: number): Reply => ({
      status,
      headers: { 'content-type': 'text/html' },
      body: utf8('<p>Jane</p>'),
    });
    const bad = recordingDoor({ send: async () => page(200) });
    expect(codeOf(await run(bad.door))).toBe('upstream_invalid');
    expect(bad.steps).toEqual(['intent', 'outcome upstream_invalid']);
    const failed = await run(recordingDoor({ send: async () => page(503) }).door);
    expect(failed.status).toBe(503);
    expect(codeOf(failed)).toBe('upstream_failed');
  });

  it('masks what a provider’s error quotes, and keeps its status', async () => {
    const error = {
      error: { message: 'bad input: SSN 078-05-1120', type: 'invalid_request_error', code: null, param: null },
    };
    const send = async (): Promise<Reply> => ({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: utf8(JSON.stringify(error)),
    });
    const reply = await run(recordingDoor({ send }).door);
    expect(reply.status).toBe(400);
    expect(new TextDecoder().decode(reply.body)).toContain('bad input: SSN [SSN]');
  });

  it('calls it cancelled when the caller has gone away', async () => {
    const gone = new AbortController();
    const { door, steps } = recordingDoor({
      send: () => {
        gone.abort();
        return Promise.reject(new SallyportError('upstream_unreachable'));
      },
    });
    await run(door, { signal: gone.signal });
    expect(steps).toEqual(['intent', 'outcome cancelled']);
  });

  it('says why the call was ended, where somebody else ended it', async () => {
    const ending = new AbortController();
    const { door, steps } = recordingDoor({
      send: () => {
        ending.abort(new SallyportError('grant_revoked'));
        return Promise.reject(new SallyportError('upstream_unreachable'));
      },
    });
    expect((await run(door, { signal: ending.signal })).status).toBe(401);
    expect(steps).toEqual(['intent', 'outcome grant_revoked']);
  });

  it('passes an operation without a body', async () => {
    const models = utf8('{"object":"list","data":[{"id":"m1","object":"model","created":1,"owned_by":"openai"}]}');
    const send = async (): Promise<Reply> => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: models,
    });
    const reply = await run(recordingDoor({ send }).door, { method: 'GET', path: '/models', body: new Uint8Array(0) });
    expect(reply.body).toEqual(models);
  });

  describe('with a recorder', () => {
    const unavailable = () => Promise.reject(new SallyportError('recording_unavailable'));

    /** What a door recorded, step by step, and how its outcomes were; a test may make a step fail. */
    function recordedDoor(failing: Partial<RunningRecording> & Partial<Recorder> = {}, parts: Partial<Door> = {}) {
      const base = recordingDoor(parts);
      const { steps } = base;
      const recording: RunningRecording = {
        answer: ({ status }) => void steps.push(`answer ${status}`),
        given: async (chunk) => void steps.push(`given ${chunk.length}`),
        end: async (error) => {
          steps.push(`end ${error?.code ?? 'well'}`);
          return { mode: 'redacted', segments: 2, digest: 'digest' };
        },
        ...failing,
      };
      const begin = async () => {
        steps.push('begin');
        return recording;
      };
      return { ...base, door: { ...base.door, recorder: { begin, ...failing } } };
    }

    it('records the request before it is sent, and the answer before the outcome', async () => {
      const { door, steps, outcomes } = recordedDoor();
      const { body } = await run(door);
      expect(steps).toEqual(['intent', 'begin', 'send', 'answer 200', `given ${body.length}`, 'end well', 'outcome']);
      expect(outcomes[0]).toMatchObject({ recording: { digest: 'digest' }, upstreamStatus: 200 });
    });

    it('sends nothing that it cannot record, and says so', async () => {
      const { door, steps, sent } = recordedDoor({ begin: unavailable });
      const reply = await run(door);
      expect([reply.status, codeOf(reply)]).toEqual([503, 'recording_unavailable']);
      expect(steps).toEqual(['intent', 'outcome recording_unavailable']);
      expect(sent).toEqual([]);
    });

    it('gives no answer that it cannot record', async () => {
      for (const failing of [{ given: unavailable }, { end: unavailable }]) {
        const { door, steps, outcomes } = recordedDoor(failing);
        expect(codeOf(await run(door))).toBe('recording_unavailable');
        expect(steps.at(-1)).toBe('outcome recording_unavailable');
        expect(outcomes).toHaveLength(1);
      }
    });

    it('ends the recording of a call that fails, and tells of it', async () => {
      const { door, steps, outcomes } = recordedDoor(
        {},
        { send: () => Promise.reject(new SallyportError('upstream_timeout')) },
      );
      await run(door);
      expect(steps).toEqual(['intent', 'begin', 'end upstream_timeout', 'outcome upstream_timeout']);
      expect(outcomes[0]?.recording).toMatchObject({ digest: 'digest' });
    });

    it('keeps the first failure where the recording of it fails too', async () => {
      const { door, outcomes } = recordedDoor(
        { end: unavailable },
        { send: () => Promise.reject(new SallyportError('upstream_timeout')) },
      );
      expect(codeOf(await run(door))).toBe('upstream_timeout');
      expect(outcomes[0]).not.toHaveProperty('recording');
    });

    it('records nothing where there is nothing to record, and outcomes as before', async () => {
      const { door, steps, outcomes } = recordedDoor({ begin: async () => undefined });
      await run(door);
      expect(steps).toEqual(['intent', 'send', 'outcome']);
      expect(outcomes[0]).not.toHaveProperty('recording');
    });
  });

  describe('under a rule that seals originals', () => {
    const rule = {
      name: 'all',
      when: {},
      effect: 'allow',
      operators: { out: planOf('redact'), back: planOf('redact') },
      recording: 'sealed',
    } as const;
    const stating = (originals: object | undefined): Partial<Door> => ({
      policy: () => definePolicy('sealed', [rule]),
      identify: async () => {
        const signed = { kid: 'key', id: 'intent', leaf: new Uint8Array(), time: 0 };
        const commitment = await commit(SALT, heldPayload(chat('hello')));
        const intent = { correlationId: CORRELATION, commitment, applied: {}, ...originals };
        return {
          caller: CALLER,
          signed: originals === undefined ? signed : { ...signed, stated: { intent, salt: SALT } },
        };
      },
    });

    it('refuses a client that states what it sends and does not promise the original', async () => {
      const { door, steps } = recordingDoor(stating({}));
      const reply = await run(door);
      expect([reply.status, codeOf(reply)]).toEqual([403, 'originals_missing']);
      expect(steps).toEqual(['denied originals_missing']);
    });

    it('takes one that does, and one that states nothing', async () => {
      for (const originals of [{ originals: 'digest' }, undefined]) {
        const { door, steps } = recordingDoor(stating(originals));
        await run(door);
        expect(steps).toEqual(['intent', 'send', 'outcome']);
      }
    });
  });
});

/** The compiler's part of the promise: these lines must not compile. */
export function typeLaws(door: Door, classified: { readonly operation: Operation }): void {
  // @ts-expect-error nothing is sent before its intent
  void door.send(classified);
  // @ts-expect-error nothing is intended before it is transformed
  void door.journal.intent(classified);
}
