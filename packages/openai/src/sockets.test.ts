import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OpenAIRealtimeWebSocket as Realtime7 } from 'openai/realtime/websocket';
import { OpenAIRealtimeWebSocket as Realtime5 } from 'openai-5/beta/realtime/websocket';
import { OpenAIRealtimeWebSocket as Realtime6 } from 'openai-6/realtime/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedStage } from './guarded-client.test-support.ts';
import { VERSIONS } from './openai-versions.test-support.ts';

const stage = guardedStage();
const SOCKETS = { 5: Realtime5, 6: Realtime6, 7: Realtime7 };

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

  it('finds nothing but the dummy key, which nobody can send in a header of their own', () => {
    const client = clientOf();
    client.apiKey = 'sk-given-later';
    expect(client.apiKey?.trim()).toBe('sallyport-holds-the-key');
    expect(JSON.stringify(Reflect.get(client, '_options'))).not.toContain('sk-');
    expect(/[\r\n]/.test(String(client.apiKey))).toBe(version < 7);
  });
});
