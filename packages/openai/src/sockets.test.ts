import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenAI as Client } from 'openai';
import { OpenAIRealtimeTranslationWS } from 'openai/realtime/translations/ws';
import { OpenAIRealtimeWebSocket as Realtime7 } from 'openai/realtime/websocket';
import { OpenAIRealtimeWS as RealtimeWS7 } from 'openai/realtime/ws';
import { ResponsesWS as BetaResponsesWS7 } from 'openai/resources/beta/responses/ws';
import { ForksWS } from 'openai/resources/live/forks/ws';
import { SidebandWS } from 'openai/resources/live/sideband/ws';
import { LiveWS } from 'openai/resources/live/ws';
import { ResponsesWS as ResponsesWS7 } from 'openai/resources/responses/ws';
import { OpenAIRealtimeWebSocket as Realtime5 } from 'openai-5/beta/realtime/websocket';
import { OpenAIRealtimeWS as RealtimeWS5 } from 'openai-5/beta/realtime/ws';
import { OpenAIRealtimeWebSocket as Realtime6 } from 'openai-6/realtime/websocket';
import { OpenAIRealtimeWS as RealtimeWS6 } from 'openai-6/realtime/ws';
import { ResponsesWS as BetaResponsesWS6 } from 'openai-6/resources/beta/responses/ws';
import { ResponsesWS as ResponsesWS6 } from 'openai-6/resources/responses/ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SOCKETS = { 5: Realtime5, 6: Realtime6, 7: Realtime7 };
const MODEL = { model: 'gpt-realtime' };

type Connect = (client: Client) => unknown;

/** Some classes take no other base URL. */
const overTls = (client: Client): Client => client.withOptions({ baseURL: client.baseURL.replace('http:', 'https:') });

/** Further ways to a socket that each version has. */
const OTHERS: Readonly<Record<5 | 6 | 7, readonly (readonly [string, Connect])[]>> = {
  5: [['RealtimeWS', (client) => new RealtimeWS5(MODEL, client as never)]],
  6: [
    ['RealtimeWebSocket.create', (client) => Realtime6.create(client as never, MODEL)],
    ['RealtimeWS', (client) => new RealtimeWS6(MODEL, client as never)],
    ['RealtimeWS.create', (client) => RealtimeWS6.create(client as never, MODEL)],
    ['ResponsesWS', (client) => new ResponsesWS6(client as never)],
    ['ResponsesWS, beta', (client) => new BetaResponsesWS6(client as never)],
  ],
  7: [
    ['RealtimeWebSocket.create', (client) => Realtime7.create(client, MODEL)],
    ['RealtimeWS', (client) => new RealtimeWS7(MODEL, client)],
    ['RealtimeWS.create', (client) => RealtimeWS7.create(client, MODEL)],
    ['RealtimeTranslationWS.create', (client) => OpenAIRealtimeTranslationWS.create(overTls(client), MODEL)],
    ['ResponsesWS', (client) => new ResponsesWS7(client)],
    ['ResponsesWS, beta', (client) => new BetaResponsesWS7(client)],
    ['LiveWS', (client) => new LiveWS(client, MODEL as never)],
    ['SidebandWS', (client) => new SidebandWS(client, { session_id: 's-1' } as never)],
    ['ForksWS', (client) => new ForksWS(client, { session_id: 's-1' } as never)],
  ],
};

/** A provider of one's own, which asks for no key and would take whatever a socket sends. */
const server = createServer();
let arrived = 0;
beforeAll(async () => {
  server.on('connection', () => {
    arrived += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});

describe.each(VERSIONS)('a WebSocket on a guarded client of openai $version', ({ version, OpenAI }) => {
  const clientOf = () => {
    const { port } = server.address() as AddressInfo;
    return new OpenAI({
      apiKey: 'sk-real-provider-key',
      baseURL: `http://127.0.0.1:${port}/v1`,
      sallyport: stage.settings,
    });
  };

  it('never connects', async () => {
    const Socket = SOCKETS[version] as unknown as new (props: object, client: object) => object;
    expect(() => new Socket({ model: 'gpt-realtime' }, clientOf())).toThrow(
      version === 7 ? expect.objectContaining({ code: 'operation_unknown' }) : expect.anything(),
    );
    await clientOf().embeddings.create({ model: 'm', input: 'fever' });
    expect(arrived).toBe(0);
  });

  it.each(OTHERS[version])('is refused, whichever class makes it: %s', async (_, connect) => {
    const made = Promise.resolve(clientOf()).then((client) => connect(client));
    await expect(made).rejects.toThrow(
      version === 7 ? expect.objectContaining({ code: 'operation_unknown' }) : expect.anything(),
    );
    expect(arrived).toBe(0);
  });

  it('finds nothing but the dummy key, which nobody can send in a header of their own', () => {
    const client = clientOf();
    client.apiKey = 'sk-given-later';
    expect(client.apiKey?.trim()).toBe('sallyport-holds-the-key');
    expect(JSON.stringify(Reflect.get(client, '_options'))).not.toContain('sk-');
    expect(/[\r\n]/.test(String(client.apiKey))).toBe(version < 7);
  });
});
