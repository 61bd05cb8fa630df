import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readAdminStream } from './admin-stream.ts';
import { COMPANION_ERRORS } from './proven-call.ts';
import { streamedFetch } from './streamed-fetch.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function read(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const parts: Uint8Array[] = [];
  for await (const part of await readAdminStream(await streamedFetch(COMPANION_ERRORS)(url, {}))) parts.push(part);
  return Buffer.concat(parts).toString();
}

const problem = (status: number, body: string) => read((_request, response) => response.writeHead(status).end(body));

describe('an answer of the admin plane that is read as it comes', () => {
  it('is whole, however long', async () => {
    const long = 'x'.repeat(3_000_000);
    expect(await read((_request, response) => response.end(long))).toBe(long);
  });

  it('raises where it breaks off, or nobody is there', async () => {
    const broken = read((_request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
    });
    await expect(broken).rejects.toMatchObject({ code: 'companion_unreachable' });
    const nowhere = streamedFetch(COMPANION_ERRORS)('http://127.0.0.1:9/', {});
    await expect(nowhere).rejects.toMatchObject({ code: 'companion_unreachable' });
  });

  it('raises the error that the companion names, and companion_invalid for what cannot be read', async () => {
    await expect(problem(410, '{"code":"recording_purged"}')).rejects.toMatchObject({ code: 'recording_purged' });
    for (const [status, body] of [
      [500, 'hello'],
      [404, '{"code":"of no catalogue"}'],
      [500, `"${'x'.repeat(70_000)}"`],
      [204, ''],
      [307, ''],
    ] as const) {
      await expect(problem(status, body)).rejects.toMatchObject({ code: 'companion_invalid' });
      server?.close();
    }
  });

  it('is asked for by https, or on this machine alone', async () => {
    const plain = streamedFetch(COMPANION_ERRORS)('http://sallyport.example/', {});
    await expect(plain).rejects.toMatchObject({ code: 'companion_invalid' });
  });
});
