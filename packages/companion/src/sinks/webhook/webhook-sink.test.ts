import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import {
  freePort,
  selfSigned,
  startEventReceiver,
  startWebhookReceiver,
  type WebhookReceiver,
  webhookFault,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { webhookSink } from './webhook-sink.ts';

const SECRET = `whsec_${Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64')}`;
const never = new AbortController().signal;

function open(
  { url, caFile }: { readonly url: string; readonly caFile?: string },
  values: readonly string[] = [SECRET],
) {
  const secrets = {
    get: async () => values[0],
    versions: async () => values.map((value, at) => ({ version: at + 1, value })),
  };
  const file = caFile === undefined ? {} : { caFile };
  return webhookSink(
    { name: 'hook', url, secret: 'hook', insecureHttp: false, ...file },
    { secrets, clock: systemClock },
  );
}

sinkContract({
  name: 'the webhook sink',
  failures: ['refuses', 'unavailable', 'credential', 'hangs'],
  open: async () => {
    const receiver = await startEventReceiver({ secret: SECRET });
    return {
      sink: open(receiver),
      taken: () => {
        expect(receiver.faults).toEqual([]);
        return receiver.events.map(({ metadata }) => metadata.sequence);
      },
      fail: (failure) => {
        receiver.mode = failure;
      },
      mend: () => {
        receiver.mode = 'takes';
      },
      close: () => receiver.close(),
    };
  },
});

describe('the webhook sink', () => {
  let folder = '';
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-webhook-sink-'));
    receiver = await startWebhookReceiver({ secret: SECRET });
  });
  afterAll(async () => {
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('sends a batch that a receiver of somebody else’s believes, under the same id for the same events', async () => {
    const sink = open(receiver);
    const events = someSinkEvents(7, 3);
    await sink.deliver(events, { signal: never });
    await sink.deliver(events, { signal: never });
    await sink.deliver(events.slice(1), { signal: never });
    await sink.close();
    const [first, again, other] = receiver.taken;
    expect(receiver.faults).toEqual([]);
    expect(first?.body).toEqual({
      id: expect.stringMatching(/^msg_[\w-]{32}$/),
      type: 'sallyport.events',
      timestamp: new Date(events[2]?.time ?? 0).toISOString(),
      data: { events: events.map(({ ocsf }) => ocsf) },
    });
    expect(again).toEqual(first);
    expect(other?.id).not.toBe(first?.id);
  });

  it('signs with every version of a secret that is being rotated', async () => {
    const sink = open(receiver, ['whsec_bmV3IHNlY3JldCBuZXcgc2VjcmV0', SECRET]);
    await sink.deliver(someSinkEvents(0, 1), { signal: never });
    await sink.close();
    expect(receiver.faults).toEqual([]);
  });

  it('raises sink_credential while there is no secret', async () => {
    const sink = open(receiver, []);
    await expect(sink.deliver(someSinkEvents(0, 1), { signal: never })).rejects.toMatchObject({
      code: 'sink_credential',
    });
    await sink.close();
  });

  it.each([
    [400, 'sink_refused', undefined],
    [413, 'sink_refused', undefined],
    [403, 'sink_credential', undefined],
    [404, 'sink_unavailable', undefined],
    [429, 'sink_unavailable', 17],
    [500, 'sink_unavailable', 17],
  ] as const)('makes %i %s', async (status, code, retryAfter) => {
    receiver.fail({
      kind: 'status',
      status,
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': '17' } }),
    });
    const sink = open(receiver);
    const delivery = sink.deliver(someSinkEvents(0, 1), { signal: never });
    await expect(delivery).rejects.toMatchObject({ code, details: retryAfter === undefined ? {} : { retryAfter } });
    await sink.close();
  });

  it.each([
    ['redirects', { kind: 'redirect', url: 'https://elsewhere.example/' }],
    ['answers at length', { kind: 'huge', bytes: 200_000 }],
    ['breaks off', { kind: 'reset' }],
  ] as const)('raises sink_unavailable of an endpoint that %s', async (_, fault) => {
    receiver.fail(fault);
    const sink = open(receiver);
    await expect(sink.deliver(someSinkEvents(0, 1), { signal: never })).rejects.toMatchObject({
      code: 'sink_unavailable',
    });
    await sink.close();
  });

  it('raises sink_unavailable where nobody is, the address is never called, or has no TLS', async () => {
    for (const url of [`http://127.0.0.1:${await freePort()}/`, 'https://169.254.169.254/', 'http://hooks.example/']) {
      const sink = open({ url });
      await expect(sink.deliver(someSinkEvents(0, 1), { signal: never })).rejects.toMatchObject({
        code: 'sink_unavailable',
      });
      await sink.close();
    }
  });

  it('trusts the configured authorities alone, once their file is there', async () => {
    const { certificate, privateKey } = await selfSigned();
    const faults: (string | undefined)[] = [];
    const server = await startHttps({ cert: certificate, key: privateKey }, async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      const { method = '', headers } = request;
      faults.push(webhookFault({ method, headers, body }, { secret: SECRET, now: Date.now() }));
      response.writeHead(204).end();
    });
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const caFile = join(folder, 'ca.pem');
    const [distrustful, trusting] = [open({ url }), open({ url, caFile })];
    for (const sink of [distrustful, trusting]) {
      await expect(sink.deliver(someSinkEvents(0, 1), { signal: never })).rejects.toMatchObject({
        code: 'sink_unavailable',
      });
    }
    await writeFile(caFile, certificate);
    await trusting.deliver(someSinkEvents(0, 1), { signal: never });
    expect(faults).toEqual([undefined]);
    await Promise.all([distrustful.close(), trusting.close()]);
    server.closeAllConnections();
    server.close();
  });
});

async function startHttps(
  tls: { readonly cert: string; readonly key: string },
  listener: RequestListener,
): Promise<Server> {
  const server = createServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
