import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type HeldProvider, startHeldProvider } from '../stack/start-held-provider.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

let stack: Stack;
let ledger: LedgerWatch;
let provider: HeldProvider;
let token: string;
let arrived = 0;
let abandoned = 0;
beforeAll(async () => {
  provider = await startHeldProvider();
  stack = await startStack({ baseUrl: provider.url, limits: '{ concurrentCalls: 1 }' });
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  ledger = await watchLedger(stack);
});
afterAll(() => Promise.all([stack.close(), provider.close()]));

const CLIENTS: readonly (readonly [string, () => OpenAI])[] = [
  ['an unguarded', () => plainClient(stack, token)],
  ['a guarded', () => stack.client()],
];
const linesOf = async (): Promise<readonly string[]> =>
  (await ledger.lines()).filter((line) => line !== 'grant.issued');

/** What came by the time that a line has. */
async function linesUntil(line: string): Promise<readonly string[]> {
  const came: string[] = [];
  await expect
    .poll(
      async () => {
        came.push(...(await linesOf()));
        return came;
      },
      { timeout: 60_000 },
    )
    .toContain(line);
  return came;
}

/** Starts a call, and waits until the provider has it. */
async function startCall(client: OpenAI, signal?: AbortSignal) {
  const call = client.embeddings.create({ ...EMBEDDING, encoding_format: 'float' }, { signal: signal ?? null });
  const ended = nativeFailure(call);
  await provider.arrived(++arrived);
  return { call, ended };
}

describe.each(CLIENTS)('%s client', (_, makeClient) => {
  it('that comes while the house is full is told so, and is let in again afterwards', async () => {
    const first = await startCall(makeClient());
    const { said: _, ...failure } = await nativeFailure(makeClient().embeddings.create(EMBEDDING));
    expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'overloaded' });
    provider.release();
    expect((await first.ended).type).toBe('none');
    const next = await startCall(makeClient());
    provider.release();
    expect((await next.call).data[0]?.embedding).toEqual([0.5, 0.25]);
    const session = ['session.intent', 'session.outcome 200'];
    expect(await linesOf()).toEqual([...session, ...session]);
  });

  it('that aborts ends the call at the provider, and the outcome says so', async () => {
    const abort = new AbortController();
    const { ended } = await startCall(makeClient(), abort.signal);
    abort.abort();
    expect((await ended).type).toBe('APIUserAbortError');
    await provider.abandoned(++abandoned);
    expect(await linesUntil('session.outcome cancelled')).toEqual(['session.intent', 'session.outcome cancelled']);
  });

  it('whose patience ends does the same', async () => {
    const call = nativeFailure(makeClient().embeddings.create(EMBEDDING, { timeout: 3_000 }));
    await provider.arrived(++arrived);
    expect((await call).type).toBe('APIConnectionTimeoutError');
    await provider.abandoned(++abandoned);
    expect(await linesUntil('session.outcome cancelled')).toEqual(['session.intent', 'session.outcome cancelled']);
  });

  it('that aborts before it begins sends nothing', async () => {
    const client = makeClient();
    const call = client.embeddings.create(EMBEDDING, { signal: AbortSignal.abort() });
    expect((await nativeFailure(call)).type).toBe('APIUserAbortError');
    expect(await linesOf()).toEqual([]);
  });
});

describe('a caller that goes away in mid-request', () => {
  it('before its body is whole is a session denied, and its place is free again', async () => {
    const { hostname, port } = new URL(stack.companion.url);
    const socket = connect({ host: hostname, port: Number(port) });
    const fields = `host: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json`;
    socket.write(`POST /c/openai/v1/embeddings HTTP/1.1\r\n${fields}\r\ncontent-length: 100\r\n\r\n{"model":`);
    await expect.poll(knock).toContain('overloaded');
    socket.destroy();
    await expect.poll(knock).toContain('operation_unknown');
    expect(await linesOf()).toContain('session.denied cancelled');
  });
});

/** What a call is told that cannot pass in any case. */
async function knock(): Promise<string> {
  return (await rawCall(stack.companion.url, { path: '/c/openai/v1/nothing' })).body;
}

describe('a companion that is asked to stop', () => {
  it('finishes the call in flight, refuses new ones, and closes its port', async () => {
    const { hostname, port } = new URL(stack.companion.url);
    const [stuck, late] = ['GET /c/openai', 'GET /c/openai/v1/models HTTP/1.1\r\n'].map((begun) => {
      const socket = connect({ host: hostname, port: Number(port) }).on('error', () => undefined);
      socket.write(begun);
      return socket;
    }) as [Socket, Socket];
    const { call } = await startCall(stack.client());

    const closed = stack.companion.close();
    await expect.poll(() => canConnect(stack.companion.url)).toBe(false);
    late.write(`host: x\r\nauthorization: Bearer ${token}\r\n\r\n`);
    const answer = await text(late);
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('"code":"shutting_down"');

    provider.release();
    expect((await call).data[0]?.embedding).toEqual([0.5, 0.25]);
    await closed;
    stuck.destroy();
  });

  it('leaves nothing behind, and may be asked twice', async () => {
    await stack.companion.close();
    const refusals = await Promise.all(CLIENTS.map(([, make]) => nativeFailure(make().embeddings.create(EMBEDDING))));
    expect(refusals).toMatchObject([
      { type: 'APIConnectionError' },
      { type: 'InternalServerError', code: 'companion_unreachable' },
    ]);
    expect(stack.log()).toContain('service stopped');
  });
});

async function canConnect(origin: string): Promise<boolean> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}
