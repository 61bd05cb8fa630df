import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { heldPayload, type Payload } from '@sallyport/pipeline';
import { describe, expect, it } from 'vitest';
import { requestBody } from './request-body.ts';

const CHUNK = randomBytes(65_536);

/** A payload that is on disk, say: read in chunks, and never held whole. */
function payloadOf(chunks: number, onRead: () => void = () => undefined): Payload {
  return {
    length: chunks * CHUNK.length,
    async *read() {
      for (let at = 0; at < chunks; at++) {
        onRead();
        yield CHUNK;
      }
    },
  };
}

async function received(payload: Payload, { signal } = new AbortController()) {
  const seen: { length: string | undefined; coding: string | undefined; digest: string; bytes: number }[] = [];
  const server = createServer(async (request, response) => {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of request) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    seen.push({ length, coding, digest: hash.digest('hex'), bytes });
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { headers, ...body } = requestBody(payload, signal);
    await fetch(url, {
      method: 'POST',
      ...body,
      ...(headers === undefined ? {} : { headers }),
      signal: signal ?? null,
    });
    return seen[0];
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('requestBody', () => {
  it('sends a payload that is not in memory as it is read, with its length', async () => {
    const expected = createHash('sha256');
    for (let at = 0; at < 100; at++) expected.update(CHUNK);
    const payload = payloadOf(100);
    for (let time = 0; time < 2; time++) {
      expect(await received(payload)).toEqual({
        length: String(payload.length),
        coding: undefined,
        digest: time === 0 ? expected.copy().digest('hex') : expected.digest('hex'),
        bytes: payload.length,
      });
    }
  });

  it('sends one that is at once, and none where there is none', async () => {
    expect(await received(heldPayload(CHUNK))).toMatchObject({ length: '65536', bytes: 65_536 });
    expect(await received(heldPayload(new Uint8Array()))).toMatchObject({ length: '0', bytes: 0 });
  });

  it('stops reading when the call is cancelled', async () => {
    let read = 0;
    const controller = new AbortController();
    const payload = payloadOf(10_000, () => {
      read += 1;
      if (read === 20) controller.abort();
    });
    await expect(received(payload, controller)).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(read).toBeLessThan(30);
  });
});
