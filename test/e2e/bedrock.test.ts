import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccessDeniedException,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime';
import { type Bedrock, findSentinels, makeSentinels, selfSigned, startBedrock } from '@sallyport/testkit';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exchangeFields, exchangeGrant } from '../stack/callers.ts';
import { provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MODEL = 'anthropic.claude-sonnet-4-20250514-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0';
const sentinels = makeSentinels();
const ASKED = `Summarise.\n${sentinels.map(({ sentence }) => sentence).join('\n')}`;

/** What the model makes up: others than it was told. */
const told = makeSentinels();
const SAID = `Here it is.\n${told.map(({ sentence }) => sentence).join('\n')}`;

let bedrock: Bedrock;
let stack: Stack;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  bedrock = await startBedrock();
  stack = await startStack({
    kind: 'bedrock',
    baseUrl: bedrock.url,
    credential: `{ aws: { region: ${bedrock.region}, keysSecret: provider-key } }`,
    providerKey: JSON.stringify(bedrock.keys),
  });
  client = new BedrockRuntimeClient({
    region: bedrock.region,
    endpoint: `${stack.companion.url}/c/openai`,
    token: async () => ({ token: await stack.identityProvider.issueToken() }),
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
    // Its own would speak HTTP/2 and nothing else.
    requestHandler: new NodeHttpHandler(),
  });
});
afterAll(async () => {
  client.destroy();
  await stack.close();
  await bedrock.close();
});
beforeEach(() => {
  bedrock.clear();
  bedrock.reply = () => SAID;
  bedrock.deltaLength = 4;
});

const asking = (text = ASKED, modelId = MODEL) => ({
  modelId,
  messages: [{ role: 'user' as const, content: [{ text }] }],
});

const TOOLS = {
  tools: [
    { toolSpec: { name: 'note', inputSchema: { json: { type: 'object', properties: { note: { type: 'string' } } } } } },
  ],
};

/** Nothing of what was asked left, and nothing of what was told came. */
function expectNothingOf(given: unknown): void {
  for (const { path, body, headers } of bedrock.requests) {
    expect(findSentinels(`${path} ${JSON.stringify(headers)}`, sentinels)).toEqual([]);
    expect(findSentinels(body, sentinels)).toEqual([]);
  }
  expect(findSentinels(JSON.stringify(given), told)).toEqual([]);
  expect(findSentinels(stack.log(), [...sentinels, ...told])).toEqual([]);
}

async function converseStream(asked: object = asking()) {
  const { stream } = await client.send(new ConverseStreamCommand(asked as never));
  const events = [];
  for await (const event of stream ?? []) events.push(event);
  return events;
}

describe('an unmodified client of Amazon Bedrock', () => {
  it('converses: identifiers neither leave nor come back', async () => {
    const answer = await client.send(new ConverseCommand(asking()));
    expect(answer.stopReason).toBe('end_turn');
    expect(answer.usage).toEqual({ inputTokens: 12, outputTokens: 10_000, totalTokens: 10_012 });
    const text = answer.output?.message?.content?.[0]?.text ?? '';
    expect(text).toContain('[NAME]');
    expect(text).toMatch(/^Here it is\./);
    expectNothingOf(answer);
    const [request] = bedrock.requests;
    expect(request?.body.toString()).toContain('Summarise.');
    expect(request?.path).toBe(`/model/${encodeURIComponent(MODEL)}/converse`);
    expect(request?.headers).toMatchObject({ 'x-amz-security-token': bedrock.keys.sessionToken });
    expect(JSON.stringify(request?.headers)).not.toContain('Bearer');
  });

  it('names a model by the name of a resource', async () => {
    await client.send(new ConverseCommand(asking('Hello.', PROFILE)));
    expect(bedrock.requests[0]?.path).toBe(`/model/${encodeURIComponent(PROFILE)}/converse`);
  });

  it.each([1, 3, 7, 64, 10_000])('takes a conversation in frames of %s code units', async (length) => {
    bedrock.deltaLength = length;
    const whole = await client.send(new ConverseCommand(asking()));
    const events = await converseStream();
    const text = events.map(({ contentBlockDelta }) => contentBlockDelta?.delta?.text ?? '').join('');
    expect(text).toBe(whole.output?.message?.content?.[0]?.text);
    expect(events[0]).toEqual({ messageStart: { role: 'assistant' } });
    expect(events.at(-2)).toEqual({ messageStop: { stopReason: 'end_turn' } });
    expect(events.filter(({ contentBlockDelta }) => contentBlockDelta)).toHaveLength(Math.ceil(SAID.length / length));
    expectNothingOf(events);
  });

  it('is called back by tools, whose input is masked whole and in pieces', async () => {
    const answer = await client.send(new ConverseCommand({ ...asking(), toolConfig: TOOLS }));
    const { toolUse } = answer.output?.message?.content?.[0] ?? {};
    expect(toolUse).toMatchObject({ name: 'note', input: { note: expect.stringContaining('[NAME]') as unknown } });
    const events = await converseStream({ ...asking(), toolConfig: TOOLS });
    const input = events.map(({ contentBlockDelta }) => contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(JSON.parse(input)).toEqual(toolUse?.input);
    expectNothingOf([answer, events]);
  });

  it('asks a model by its own API, whole and in frames', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: ASKED }] }];
    const body = JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 4096, messages });
    const answer = await client.send(new InvokeModelCommand({ modelId: MODEL, body }));
    const { content } = JSON.parse(answer.body.transformToString()) as { content: readonly { text: string }[] };
    expect(content[0]?.text).toContain('[NAME]');
    const streaming = new InvokeModelWithResponseStreamCommand({
      modelId: MODEL,
      body,
      contentType: 'application/json',
    });
    const { body: stream } = await client.send(streaming);
    let text = '';
    for await (const { chunk } of stream ?? []) {
      const event = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString()) as { delta?: { text?: string } };
      text += event.delta?.text ?? '';
    }
    expect(text).toBe(content[0]?.text);
    expectNothingOf([content, text]);
    expect(bedrock.requests).toHaveLength(2);
  });

  it('embeds', async () => {
    const body = JSON.stringify({ inputText: ASKED, dimensions: 1024 });
    const modelId = 'amazon.titan-embed-text-v2:0';
    const answer = await client.send(new InvokeModelCommand({ modelId, body, contentType: 'application/json' }));
    const { embedding } = JSON.parse(answer.body.transformToString()) as { embedding: readonly number[] };
    expect(embedding).toHaveLength(16);
    expect(JSON.parse(bedrock.requests[0]?.body.toString() ?? '')).toMatchObject({ dimensions: 1024 });
    expectNothingOf(embedding);
  });

  it('counts tokens', async () => {
    const { messages } = asking();
    const answer = await client.send(new CountTokensCommand({ modelId: MODEL, input: { converse: { messages } } }));
    expect(answer.inputTokens).toBeGreaterThan(0);
    expectNothingOf(answer);
  });

  it('asks with a body that is too large to be held in memory, and that is signed all the same', async () => {
    const content = Array.from({ length: 4 }, () => ({ text: `${ASKED}\n${'The ward was quiet. '.repeat(20_000)}` }));
    const answer = await client.send(new ConverseCommand({ modelId: MODEL, messages: [{ role: 'user', content }] }));
    expect(answer.stopReason).toBe('end_turn');
    expect(bedrock.requests[0]?.body.length).toBeGreaterThan(1_500_000);
    expectNothingOf(answer);
  });
});

describe('a grant', () => {
  it('is proven for the path as it was written, escapes and all', async () => {
    const grant = await exchangeGrant(stack, exchangeFields(await stack.identityProvider.issueToken()));
    const path = `/c/openai/model/${encodeURIComponent(PROFILE)}/converse`;
    const { modelId: _, ...asked } = asking();
    const body = JSON.stringify(asked);
    const call = async (proven: string) => {
      const headers = await provenHeaders({ url: `${stack.companion.url}${proven}`, grant, body });
      const sent = { ...headers, 'content-type': 'application/json' };
      return rawCall(stack.companion.url, { method: 'POST', path, headers: sent, body });
    };
    const answer = await call(path);
    expect(answer.status).toBe(200);
    expect((await call(path.replaceAll('%3A', ':'))).status).toBe(401);
    expectNothingOf(answer.body);
  });
});

describe('over TLS', () => {
  it('is reached where its authority is configured, and not where it is not', async () => {
    const certificate = await selfSigned();
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-bedrock-'));
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, certificate.certificate);
    const secure = await startBedrock({ certificate });
    const bearer = 'senderConstraint: bearer, bearer: { clients: [notes-app, ada.example] }';
    const answers: number[] = [];
    for (const tls of [`tls: { caFile: ${caFile} }`, 'tls: { serverName: localhost }']) {
      const other = await startStack({
        kind: 'bedrock',
        baseUrl: secure.url,
        credential: `{ aws: { region: ${secure.region}, keysSecret: provider-key } }`,
        providerKey: JSON.stringify(secure.keys),
        connection: `${bearer}, ${tls}`,
      });
      const headers = {
        authorization: `Bearer ${await other.identityProvider.issueToken()}`,
        'content-type': 'application/json',
      };
      const path = `/c/openai/model/${encodeURIComponent(MODEL)}/converse`;
      const answer = await rawCall(other.companion.url, { method: 'POST', path, headers, body: '{"messages":[]}' });
      answers.push(answer.status);
      if (answer.status !== 200) expect(JSON.parse(answer.body)).toMatchObject({ code: 'upstream_untrusted' });
      await other.close();
    }
    await secure.close();
    await rm(folder, { recursive: true, force: true });
    expect(answers).toEqual([200, 502]);
    expect(secure.requests).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (cause: unknown) => cause,
    );

  it('is Bedrock’s own exception, whose words are masked', async () => {
    const message = `Too many requests. ${SAID}`;
    bedrock.fail({ kind: 'refuse', status: 429, type: 'ThrottlingException', message });
    const error = await failure(client.send(new ConverseCommand(asking('Hello.'))));
    expect(error).toBeInstanceOf(ThrottlingException);
    expect((error as ThrottlingException).message).toContain('Too many requests. Here it is.');
    expectNothingOf((error as ThrottlingException).message);
  });

  it('is an exception in the middle of a stream, whose words are masked', async () => {
    bedrock.fail({ kind: 'exception', after: 3, type: 'modelStreamErrorException', message: SAID });
    const error = (await failure(converseStream())) as Error;
    expect(error.name).toBe('ModelStreamErrorException');
    expect(error.message).toContain('Here it is.');
    expectNothingOf(error.message);
  });

  it('is a stream that is cut, which ends in an exception of ours', async () => {
    bedrock.fail({ kind: 'cut', after: 3 });
    const error = (await failure(converseStream())) as Error;
    expect([error.name, error.message]).toEqual([
      'ModelStreamErrorException',
      'The provider gave an answer that could not be read.',
    ]);
    const errors = (await stack.events()).map(({ api }) => api.response?.error);
    expect(errors).toContain('upstream_invalid');
  });

  it('is what no one can read, which is refused as Amazon refuses', async () => {
    const content = [{ image: { format: 'png' as const, source: { bytes: Uint8Array.of(1, 2, 3) } } }];
    const error = await failure(
      client.send(new ConverseCommand({ ...asking(), messages: [{ role: 'user', content }] })),
    );
    expect(error).toBeInstanceOf(AccessDeniedException);
    expect((error as Error).message).toBe('The call holds input Sallyport cannot read, so it was refused.');
    expect(bedrock.requests).toEqual([]);
  });

  it('is a path that is written another way', async () => {
    const token = await stack.identityProvider.issueToken();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (const model of ['a%2e%2e', '..%2F..', 'a%3a0', '%2Fa', 'a%253A0', '..']) {
      const path = `/c/openai/model/${model}/converse`;
      const answer = await rawCall(stack.companion.url, { method: 'POST', path, headers, body: '{}' });
      expect([model, answer.status]).toEqual([model, 400]);
    }
    expect(bedrock.requests).toEqual([]);
  });
});
