import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { cosign, signCheckpoint, webCryptoNoteSigner, webCryptoWitnessSigner } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { witnessClient } from './witness-client.ts';
import { witnessHttp } from './witness-http.ts';

const ORIGIN = 'sallyport.example/log';
const SIZE = { 'content-type': 'text/x.tlog.size' };
const proof = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

const newKey = async () => {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  return crypto.subtle.exportKey('jwk', pair.privateKey);
};
const signer = await webCryptoWitnessSigner('witness.example/w1', await newKey());
const stranger = await webCryptoWitnessSigner('witness.example/w1', await newKey());
const checkpoint = await signCheckpoint(
  { origin: ORIGIN, size: 7, root: new Uint8Array(32).fill(3) },
  await webCryptoNoteSigner(ORIGIN, await newKey()),
);
const over = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
const line = await cosign(over, { signer, time: 1_700_000_000 });
const foreign = await cosign(over, { signer: stranger, time: 1_700_000_000 });

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let bodies: string[] = [];
let server: Server;
const way = witnessHttp();
beforeAll(async () => {
  server = createServer(async (request, response) => {
    bodies.push(`${request.method} ${request.url}\n${await text(request)}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await way.close();
  server.closeAllConnections();
  server.close();
});

const client = (url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/w`, insecureHttp = false) =>
  witnessClient({ url, key: signer.verifierKey, insecureHttp }, way);
const add = () => client().add({ old: 3, proof, checkpoint });
const reply = (status: number, body = '', headers: Record<string, string> = {}) => {
  bodies = [];
  answer = (_request, response) => response.writeHead(status, headers).end(body);
};

describe('a client of a witness', () => {
  it('submits as C2SP tlog-witness says, and takes the line of the witness alone', async () => {
    reply(200, `${foreign}— somebody.example/else AAAA\n${line}`);
    await expect(add()).resolves.toEqual({ note: `${checkpoint}${foreign}${line}` });
    const hashes = proof.map((hash) => Buffer.from(hash).toString('base64')).join('\n');
    expect(bodies).toEqual([`POST /w/add-checkpoint\nold 3\n${hashes}\n\n${checkpoint}`]);
  });

  it('reads what the witness has', async () => {
    reply(409, '944\n', SIZE);
    await expect(add()).resolves.toEqual({ size: 944 });
    reply(422);
    await expect(add()).resolves.toEqual({ refused: 'inconsistent' });
    for (const status of [403, 404]) {
      reply(status);
      await expect(add()).resolves.toEqual({ refused: 'unknown' });
    }
  });

  it('reads the latest note of a log by the SHA-256 of its origin', async () => {
    reply(200, checkpoint + line);
    await expect(client().latest(ORIGIN)).resolves.toBe(checkpoint + line);
    expect(bodies[0]).toMatch(/^GET \/w\/checkpoint\/[0-9a-f]{64}\n$/);
    reply(404);
    await expect(client().latest(ORIGIN)).resolves.toBeUndefined();
    reply(200, checkpoint);
    await expect(client().latest(ORIGIN)).rejects.toMatchObject({ code: 'witness_invalid' });
  });

  it.each([
    ['no line', 200, '', {}],
    ['a line of another key of this name', 200, foreign, {}],
    ['a line over another checkpoint', 200, line.replace(/.{8}\n$/, 'AAAAAA==\n'), {}],
    ['something that is no note', 200, '<html>', {}],
    ['an answer without end', 200, 'x'.repeat(70_000), {}],
    ['a size that is none', 409, '-1', SIZE],
    ['a size past 2^53', 409, '9999999999999999', SIZE],
    ['a conflict without a size', 409, '12', { 'content-type': 'text/html' }],
    ['a redirect', 307, '', { location: 'https://witness.example/add-checkpoint' }],
    ['a bad request', 400, '', {}],
  ])('takes %s for no answer', async (_, status, body, headers) => {
    reply(status, body, headers);
    await expect(add()).rejects.toMatchObject({ code: 'witness_invalid' });
    expect(bodies).toHaveLength(1);
  });

  it('knows one that cannot be reached, breaks off, or is not well', async () => {
    const gone = { code: 'witness_unavailable' };
    for (const status of [500, 503, 429]) {
      reply(status);
      await expect(add()).rejects.toMatchObject(gone);
    }
    answer = (request) => request.socket.destroy();
    await expect(add()).rejects.toMatchObject(gone);
    await expect(client('http://127.0.0.1:1').latest(ORIGIN)).rejects.toMatchObject(gone);
    // Neither http elsewhere, unless that is allowed, nor where clouds hand out credentials.
    await expect(client('http://witness.invalid').latest(ORIGIN)).rejects.toMatchObject(gone);
    await expect(client('http://169.254.169.254', true).latest(ORIGIN)).rejects.toMatchObject(gone);
  });
});
