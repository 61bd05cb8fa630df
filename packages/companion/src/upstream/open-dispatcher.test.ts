import { once } from 'node:events';
import { chmod, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer as createPlain } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { SallyportError, systemClock } from '@sallyport/core';
import { selfSigned, TestClock } from '@sallyport/testkit';
import type { Dispatcher } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindAddresses } from '../addresses/checked-lookup.ts';
import { openDispatcher } from './open-dispatcher.ts';
import { requestUpstream } from './request-upstream.ts';
import type { Reached } from './upstream-connector.ts';
import { upstreamFailure } from './upstream-failure.ts';

const certificates = {
  server: await selfSigned(),
  client: await selfSigned(),
  next: await selfSigned(),
  other: await selfSigned('rsa'),
};
const closing: (() => Promise<unknown>)[] = [];
let folder: string;
let plain: number;
let verified: number;
let mutual: number;
let asking: number;
let old: number;

const path = (name: string) => join(folder, name);

async function put(name: string, text: string, mode = 0o600): Promise<void> {
  await writeFile(path(name), text);
  await chmod(path(name), mode);
}

async function serve(options: ServerOptions): Promise<number> {
  const { certificate: cert, privateKey: key } = certificates.server;
  const server: Server = createServer({ cert, key, ...options }, (request, response) => {
    const shown = (request.socket as TLSSocket).getPeerCertificate().fingerprint256 ?? '';
    response.setHeader('connection', 'close').end(shown.replaceAll(':', ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-tls-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  for (const [name, made] of Object.entries(certificates)) {
    await put(`${name}.pem`, made.certificate, 0o644);
    await put(`${name}.key`, made.privateKey);
  }
  verified = await serve({});
  old = await serve({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' });
  mutual = await serve({ requestCert: true, rejectUnauthorized: true, ca: certificates.client.certificate });
  asking = await serve({ requestCert: true, rejectUnauthorized: false });
  const server = createPlain((_, response) => response.end('plain')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  plain = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** Tells names these addresses. */
const telling =
  (...addresses: readonly string[]): FindAddresses =>
  (_, __, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

interface Asked extends Partial<Reached> {
  readonly url: string;
  readonly find?: FindAddresses;
  readonly clock?: TestClock;
}

async function open({ url, find, clock, ...more }: Asked): Promise<Dispatcher> {
  const config: Reached = { name: 'ward', baseUrl: url, baa: 'self_hosted', privateNetwork: false, ...more };
  const dispatcher = await openDispatcher(config, {
    clock: clock ?? systemClock,
    connections: 4,
    ...(find === undefined ? {} : { find }),
  });
  closing.push(() => dispatcher.close());
  return dispatcher;
}

/** What is answered, or the code of what fails. */
async function call(dispatcher: Dispatcher, url: string): Promise<string> {
  const bounds = { limit: 1000, timeoutMs: 5000, signal: new AbortController().signal };
  return requestUpstream(dispatcher, { origin: url, path: '/', method: 'GET' }, bounds).then(
    ({ body }) => Buffer.from(body).toString(),
    (cause: unknown) => upstreamFailure(cause).code,
  );
}

const ask = async (asked: Asked) => call(await open(asked), asked.url);

describe('the certificate of a provider', () => {
  it('is verified, whatever the environment says', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await ask({ url: `https://localhost:${verified}` })).toBe('upstream_untrusted');
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  it('is trusted where its authority is configured, and there alone', async () => {
    const url = `https://localhost:${verified}`;
    expect(await ask({ url, tls: { caFile: path('server.pem') } })).toBe('');
    expect(await ask({ url: `https://127.0.0.1:${verified}`, tls: { caFile: path('server.pem') } })).toBe('');
    expect(await ask({ url, tls: { caFile: path('other.pem') } })).toBe('upstream_untrusted');
  });

  it('must be for the host, or for the name that is configured', async () => {
    const elsewhere = { url: `https://model.example:${verified}`, find: telling('127.0.0.1') };
    const caFile = path('server.pem');
    expect(await ask({ ...elsewhere, tls: { caFile } })).toBe('upstream_untrusted');
    expect(await ask({ ...elsewhere, tls: { caFile, serverName: 'localhost' } })).toBe('');
    expect(await ask({ url: `https://localhost:${verified}`, tls: { caFile, serverName: 'model.example' } })).toBe(
      'upstream_untrusted',
    );
  });

  it('is not asked for by a version of TLS that is broken', async () => {
    expect(await ask({ url: `https://localhost:${old}`, tls: { caFile: path('server.pem') } })).toBe(
      'upstream_unreachable',
    );
  });
});

describe('the certificate of the companion', () => {
  const tls = () => ({ caFile: path('server.pem'), certFile: path('client.pem'), keyFile: path('client.key') });

  it('is shown where the provider asks for one', async () => {
    const url = `https://localhost:${mutual}`;
    expect(await ask({ url, tls: tls() })).toBe(certificates.client.thumbprintSha256);
  });

  it('is refused as a credential where it is another, or none', async () => {
    const url = `https://localhost:${mutual}`;
    const other = { ...tls(), certFile: path('other.pem'), keyFile: path('other.key') };
    const codes = [await ask({ url, tls: other }), await ask({ url, tls: { caFile: path('server.pem') } })];
    // The alert may be overtaken by the end of the connection.
    for (const code of codes) expect(['upstream_credential', 'upstream_unreachable']).toContain(code);
  });

  it('is read again once its files have changed, and kept where they cannot be used', async () => {
    const url = `https://localhost:${asking}`;
    const clock = new TestClock();
    await put('rotated.pem', certificates.client.certificate);
    await put('rotated.key', certificates.client.privateKey);
    const config = { caFile: path('server.pem'), certFile: path('rotated.pem'), keyFile: path('rotated.key') };
    const dispatcher = await open({ url, clock, tls: config });
    const shown = () => call(dispatcher, url);
    const { client, next } = certificates;
    expect(await shown()).toBe(client.thumbprintSha256);
    await put('rotated.pem', next.certificate);
    await utimes(path('rotated.pem'), 1, 1);
    expect(await shown()).toBe(client.thumbprintSha256);
    clock.advance(61_000);
    expect(await shown()).toBe(client.thumbprintSha256);
    await put('rotated.key', next.privateKey);
    await utimes(path('rotated.key'), 1, 1);
    clock.advance(61_000);
    expect(await shown()).toBe(next.thumbprintSha256);
  });
});

describe('the addresses that are called', () => {
  const url = () => `http://model.example:${plain}`;

  it('are those of a network of one’s own only where the connection is one’s own', async () => {
    expect(await ask({ url: url(), find: telling('127.0.0.1') })).toBe('plain');
    for (const baa of [true, false] as const) {
      expect(await ask({ url: url(), find: telling('127.0.0.1'), baa })).toBe('upstream_not_allowed');
      expect(await ask({ url: url(), find: telling('10.1.2.3'), baa })).toBe('upstream_not_allowed');
      expect(await ask({ url: url(), find: telling('127.0.0.1'), baa, privateNetwork: true })).toBe(
        'upstream_not_allowed',
      );
      expect(await ask({ url: `http://127.0.0.1:${plain}`, baa })).toBe('plain');
    }
  });

  it('are never those of this link, of the metadata of a cloud, or of no host', async () => {
    const forbidden =
      '169.254.169.254 169.254.1.1 0.0.0.0 :: fe80::1 ::ffff:169.254.169.254 fd00:ec2::254 100.100.100.200';
    for (const address of forbidden.split(' ')) {
      expect([address, await ask({ url: url(), find: telling(address) })]).toEqual([address, 'upstream_not_allowed']);
      const literal = address.includes(':') ? `[${address}]` : address;
      expect([literal, await ask({ url: `http://${literal}:${plain}` })]).toEqual([literal, 'upstream_not_allowed']);
    }
  });

  it('are none where one of them may not be called', async () => {
    expect(await ask({ url: url(), find: telling('127.0.0.1', '169.254.169.254') })).toBe('upstream_not_allowed');
  });

  it('are those that were checked: a name is asked once for each socket', async () => {
    const answers = ['127.0.0.1', '169.254.169.254'];
    let times = 0;
    const find: FindAddresses = (...args) => {
      times += 1;
      telling(answers.shift() ?? '169.254.169.254')(...args);
    };
    expect(await ask({ url: url(), find })).toBe('plain');
    expect(times).toBe(1);
    expect(await ask({ url: url(), find })).toBe('upstream_not_allowed');
  });

  it('are told to be out of reach where there are none', async () => {
    expect(await ask({ url: url(), find: telling() })).toBe('upstream_unreachable');
    const failing: FindAddresses = (_, __, done) => done(Object.assign(new Error(), { code: 'ENOTFOUND' }), []);
    expect(await ask({ url: url(), find: failing })).toBe('upstream_unreachable');
  });
});

describe('files of certificates', () => {
  const place = (tls: Reached['tls']) =>
    open({ url: 'https://localhost', ...(tls === undefined ? {} : { tls }) }).then(
      () => 'opened',
      (cause: unknown) => (cause instanceof SallyportError ? `${cause.code} ${cause.place}` : String(cause)),
    );

  it('stop the start where they cannot be used, and say which it is', async () => {
    await put('garbage.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    await put('words.pem', 'Quillonby');
    await put('open.key', certificates.client.privateKey, 0o644);
    const pair = (certFile: string, keyFile: string) => ({ certFile: path(certFile), keyFile: path(keyFile) });
    const at = 'config_invalid connections/ward: tls/';
    expect(await place({ caFile: path('missing.pem') })).toBe(`${at}caFile could not be read`);
    expect(await place({ caFile: folder })).toBe(`${at}caFile could not be read`);
    expect(await place({ caFile: path('words.pem') })).toBe(`${at}caFile must be PEM`);
    expect(await place({ caFile: path('garbage.pem') })).toBe(`${at}caFile must hold PEM certificates`);
    expect(await place(pair('garbage.pem', 'client.key'))).toBe(`${at}certFile must hold a PEM certificate`);
    expect(await place(pair('client.pem', 'open.key'))).toBe(
      `${at}keyFile must be readable by its owner only (mode 0600)`,
    );
    await put('no.key', certificates.client.certificate);
    expect(await place(pair('client.pem', 'no.key'))).toBe(
      `${at}keyFile must hold a PEM private key without a passphrase`,
    );
    expect(await place(pair('client.pem', 'server.key'))).toBe(`${at}keyFile must hold the private key of certFile`);
    expect(await place(pair('client.pem', 'client.key'))).toBe('opened');
  });
});
