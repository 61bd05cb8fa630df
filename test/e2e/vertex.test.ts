import { ApiError, GoogleGenAI, type GoogleGenAIOptions } from '@google/genai';
import { findSentinels, makeSentinels, startVertex, type VertexStandIn } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const SAID =
  'Please call Dr. Ingrid Halvorsen at 415-555-0132 about the SSN 078-05-1120. Her Parkinson disease is stable.';
const MASKED = 'Please call Dr. [NAME] at [PHONE] about the SSN [SSN]. Her Parkinson disease is stable.';
const MODEL = 'gemini-3-pro';
const PROJECT = '/v1/projects/notes-prod/locations/us-central1/publishers/google/models';
const SIGNATURE = 'CrMBAXLI2nzx'.concat('q9Lk+P/2mZ'.repeat(12));

let vertex: VertexStandIn;
let stack: Stack;
let token: string;
let client: GoogleGenAI;
beforeAll(async () => {
  vertex = await startVertex();
  stack = await startStack({ kind: 'vertex', baseUrl: vertex.url, providerKey: vertex.token });
  token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
  client = new GoogleGenAI({
    apiKey: 'unused',
    httpOptions: { baseUrl: `${stack.companion.url}/c/openai`, headers: { authorization: `Bearer ${token}` } },
  });
});
afterAll(async () => {
  await stack.close();
  await vertex.close();
});
afterEach(() => vertex.clear());

/** What proves a client of Google's: here with a token of ours, as an `OAuth2Client` of google-auth-library would. */
function authClientOf(token: string): NonNullable<NonNullable<GoogleGenAIOptions['googleAuthOptions']>['authClient']> {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  return { getRequestHeaders: async () => headers, setGaxios: () => undefined } as never;
}

/** The status that a Google client was told of: it reads no more of a refusal. */
async function refusal(call: PromiseLike<unknown>): Promise<number> {
  const cause = await Promise.resolve(call).catch((thrown: unknown) => thrown);
  if (!(cause instanceof ApiError)) throw cause;
  return cause.status;
}

/** A call below the project, as a client of Vertex AI sends it. */
async function call(path: string, body: object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await rawCall(stack.companion.url, {
    path: `/c/openai${path}`,
    headers,
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: JSON.parse(answer.body) as Readonly<Record<string, unknown>> };
}

describe('content that is generated, through the outer door', () => {
  it('leaves without a sentinel, wherever it stood, and comes back masked', async () => {
    const sentinels = makeSentinels();
    const notes = sentinels.map(({ sentence }) => sentence);
    const all = notes.join(' ');
    vertex.reply = () => [
      { text: `${SAID} ${all}` },
      { functionCall: { name: 'look_up', args: { note: SAID, all } }, thoughtSignature: SIGNATURE },
    ];
    const answer = await client.models.generateContent({
      model: MODEL,
      contents: [
        { role: 'user', parts: notes.map((text) => ({ text })) },
        { role: 'model', parts: [{ functionCall: { name: 'look_up', args: { notes } }, thoughtSignature: SIGNATURE }] },
        { role: 'user', parts: [{ functionResponse: { name: 'look_up', response: { output: all } } }] },
      ],
      config: {
        systemInstruction: all,
        stopSequences: notes.slice(0, 5),
        tools: [{ functionDeclarations: [{ name: 'look_up', description: all }] }],
      },
    });
    expect(findSentinels(vertex.requests[0]?.body ?? '', sentinels)).toEqual([]);
    expect(findSentinels(JSON.stringify(answer.candidates), sentinels)).toEqual([]);
    const parts = answer.candidates?.[0]?.content?.parts ?? [];
    expect(parts[0]?.text?.startsWith(MASKED)).toBe(true);
    expect(parts[1]).toMatchObject({ functionCall: { args: { note: MASKED } }, thoughtSignature: SIGNATURE });
    expect(answer).toMatchObject({ responseId: 'Zm9vYmFyLXRlc3Q', usageMetadata: { totalTokenCount: 46 } });
  });

  it('is asked for below a project by a client of Vertex AI', async () => {
    vertex.reply = () => [{ text: SAID }];
    const own = new GoogleGenAI({
      vertexai: true,
      project: 'notes-prod',
      location: 'us-central1',
      googleAuthOptions: { authClient: authClientOf(token) },
      httpOptions: { baseUrl: `${stack.companion.url}/c/openai` },
    });
    const answer = await own.models.generateContent({ model: MODEL, contents: SAID });
    expect(answer.text).toBe(MASKED);
    expect(answer.createTime).toBe('2026-11-29T06:24:00.123456Z');
    const [received] = vertex.requests;
    expect(received?.path).toBe(`${PROJECT}/${MODEL}:generateContent`);
    expect(received?.body.toString()).toContain(MASKED);
  });

  it('carries the credential of the companion, and nothing of the caller’s', async () => {
    vertex.reply = () => [{ text: 'Nothing.' }];
    await client.models.generateContent({ model: MODEL, contents: 'What is due?' });
    const [received] = vertex.requests;
    expect(received?.path).toBe(`/v1/models/${MODEL}:generateContent`);
    expect(received?.headers.authorization).toBe(`Bearer ${vertex.token}`);
    const names = Object.keys(received?.headers ?? {});
    expect(names.filter((name) => name.startsWith('x-goog') || name === 'user-agent')).toEqual([]);
    expect(JSON.stringify(received?.headers)).not.toContain(token);
  });

  it('that cannot be read goes nowhere', async () => {
    const inlineData = { mimeType: 'image/png', data: 'iVBORw0KGgo=' };
    const seen = { model: MODEL, contents: [{ role: 'user', parts: [{ inlineData }] }] };
    expect(await refusal(client.models.generateContent(seen))).toBe(403);
    const snake = { contents: [{ parts: [{ inline_data: { data: 'iVBORw0KGgo=' } }] }] };
    expect((await call(`${PROJECT}/${MODEL}:generateContent`, snake)).json).toMatchObject({ code: 'input_unreadable' });
    const named = await call(`${PROJECT}/ssn-078-05-1120:generateContent`, { contents: [] });
    expect(named.json).toMatchObject({ code: 'phi_in_structure' });
    expect((await call(`${PROJECT}/${MODEL}:dream`, {})).json).toMatchObject({ code: 'operation_unknown' });
    const whole = await call(`${PROJECT}/${MODEL}:streamGenerateContent`, { contents: [] });
    expect(whole).toMatchObject({ status: 403, json: { code: 'stream_unsupported' } });
    const keyed = await call(`${PROJECT}/${MODEL}:generateContent?key=AIza-1`, { contents: [] });
    expect(keyed).toMatchObject({ status: 400, json: { code: 'token_in_url' } });
    expect(vertex.requests).toEqual([]);
  });

  it('fails as the provider failed, masked', async () => {
    const error = { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Busy with Dr. Ingrid Halvorsen.' };
    vertex.fail({ kind: 'status', status: 429, body: JSON.stringify({ error }) });
    const failed = await call(`${PROJECT}/${MODEL}:generateContent`, { contents: [] });
    expect(failed).toEqual({ status: 429, json: { error: { ...error, message: 'Busy with Dr. [NAME].' } } });
  });
});

describe('content that comes in events', () => {
  it.each([1, 3, 7, 40, 500])('is masked the same in pieces of %d, thoughts apart', async (deltaLength) => {
    vertex.deltaLength = deltaLength;
    vertex.reply = () => [
      { text: `Hm. ${SAID.slice(0, -1)}`, thought: true },
      { text: SAID },
      { functionCall: { name: 'look_up', args: { note: SAID } } },
    ];
    const stream = await client.models.generateContentStream({ model: MODEL, contents: 'What is due?' });
    let [thought, text, args] = ['', '', ''];
    for await (const { candidates } of stream) {
      for (const part of candidates?.[0]?.content?.parts ?? []) {
        if (part.thought) thought += part.text ?? '';
        else text += part.text ?? '';
        if (part.functionCall !== undefined) args = JSON.stringify(part.functionCall.args);
      }
    }
    expect([thought, text, args]).toEqual([`Hm. ${MASKED.slice(0, -1)}`, MASKED, JSON.stringify({ note: MASKED })]);
  });
});

describe('embeddings and counts', () => {
  it('are made of text without identifiers, also below a project', async () => {
    const sentinels = makeSentinels();
    const contents = sentinels.map(({ sentence }) => sentence);
    const counted = await client.models.countTokens({ model: MODEL, contents });
    expect(counted.totalTokens).toBeGreaterThan(0);
    const path = `${PROJECT}/text-embedding-005:predict`;
    const instances = contents.map((content) => ({ content, task_type: 'RETRIEVAL_DOCUMENT', title: contents[0] }));
    const predicted = await call(path, { instances, parameters: { outputDimensionality: 8 } });
    expect(predicted.json.predictions).toHaveLength(sentinels.length);
    const embedded = await call(`${PROJECT}/gemini-embedding-001:embedContent`, {
      content: { parts: [{ text: SAID }] },
    });
    expect(embedded.json.embedding).toMatchObject({ values: expect.any(Array) as unknown });
    expect(vertex.requests).toHaveLength(3);
    for (const { body } of vertex.requests) expect(findSentinels(body, sentinels)).toEqual([]);
    expect(vertex.requests[2]?.body.toString()).toContain(MASKED);
  });
});
