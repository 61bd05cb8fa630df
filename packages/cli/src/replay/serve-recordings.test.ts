import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, chatEvents, each, linesOf, REQUEST, type Sample, sampleFrames } from './sample-recording.test-support.ts';
import { type ReplayServer, type ServingOptions, serveRecordings } from './serve-recordings.ts';
import { readServed } from './served-recording.ts';
import { openSpool, type Spool, spool } from './spool.ts';

let folder: string;
let server: ReplayServer | undefined;
const spools: Spool[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-replay-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await Promise.all(spools.splice(0).map((one) => one.close()));
  await rm(folder, { recursive: true, force: true });
});

async function serve(samples: readonly Sample[], options: Partial<ServingOptions> = {}): Promise<string> {
  for (const sample of samples) spools.push(await spool(each([Buffer.from(linesOf(sampleFrames(sample)))])));
  server = await serveRecordings(await Promise.all(spools.map(readServed)), { port: 0, speed: 100, ...options });
  return server.url;
}

const post = (url: string, body: string = REQUEST, path = '/chat/completions') =>
  fetch(`${url}${path}`, { method: 'POST', body });

/** The chunks of an answer as HTTP frames them, RFC 9112 §7.1. */
async function chunksOf(url: string): Promise<{ readonly head: string; readonly chunks: readonly string[] }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${REQUEST.length}\r\n\r\n${REQUEST}`,
  );
  const [head = '', rest = ''] = (await text(socket)).split(/\r\n\r\n([\s\S]*)/);
  return { head, chunks: rest.split(/\r\n/).filter((_, at) => at % 2 === 1) };
}

describe('recordings that are served', () => {
  it('are given to the byte, in the pieces in which they came, with their status and headers', async () => {
    const pieces = chatEvents('Good ', 'day, ', '[NAME]', '.');
    const headers = { 'content-type': 'text/event-stream', 'x-request-id': 'r-1', connection: 'keep-alive', te: 'x' };
    const url = await serve([{ pieces, headers, status: 201, everyMs: 300 }]);
    const { head, chunks } = await chunksOf(url);
    expect(chunks.slice(0, -1)).toEqual(pieces);
    expect(head).toMatch(/^HTTP\/1\.1 201 Created\r\ncontent-type: text\/event-stream\r\nx-request-id: r-1\r\n/);
    expect(head.toLowerCase()).not.toMatch(/\bte: x|keep-alive/);
  });

  it('keep bytes that are no text, also where a piece has more than a frame', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7) % 256);
    const url = await serve([{ pieces: [bytes], headers: { 'content-length': '200000' } }]);
    const answer = await post(url);
    expect(answer.headers.get('content-length')).toBe('200000');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each(['/chat/completions', '/v1/chat/completions', '/c/openai/chat/completions', '/c/openai/v1/chat/completions'])(
    'are found at %s',
    async (path) => {
      expect(await (await post(await serve([{}]), REQUEST, path)).text()).toBe('{"ok":true}');
    },
  );

  it.each<[string, (url: string) => Promise<Response>]>([
    ['another body', (url) => post(url, `${REQUEST} `)],
    ['another path', (url) => post(url, REQUEST, '/embeddings')],
    ['another connection', (url) => post(url, REQUEST, '/c/other/chat/completions')],
    ['another query', (url) => post(url, REQUEST, '/chat/completions?a=1')],
    ['another method', (url) => fetch(`${url}/chat/completions`)],
  ])('do not answer %s', async (_, ask) => {
    const answer = await ask(await serve([{}]));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-should-retry')).toBe('false');
    expect(await answer.json()).toMatchObject({ error: { code: 'replay_unmatched' } });
  });

  it('answer whatever is asked there with --any, and by the query of their own without', async () => {
    const url = await serve([{ query: 'a=1&b=?' }], { any: true });
    expect((await post(url, 'other')).status).toBe(200);
    expect((await post(url, 'other', '/embeddings')).status).toBe(404);
    await server?.close();
    server = await serveRecordings(await Promise.all(spools.map(readServed)), { port: 0 });
    expect((await post(server.url, REQUEST, '/chat/completions?a=1&b=?')).status).toBe(200);
  });

  it('take turns where several have the same request', async () => {
    const url = await serve([{ pieces: ['one'] }, { pieces: ['two'] }, { request: 'other', pieces: ['three'] }]);
    const answers = [];
    for (let times = 0; times < 3; times++) answers.push(await (await post(url)).text());
    expect(answers).toEqual(['one', 'two', 'one']);
    expect(await (await post(url, 'other')).text()).toBe('three');
  });

  it('break off where they were cut, or the answer did', async () => {
    for (const sample of [
      { end: 'cut' as const },
      { end: { error: 'upstream_failed' } },
      { headers: { 'content-length': '12' } },
    ]) {
      const url = await serve([sample], { any: true });
      await expect(post(url).then((answer) => answer.text())).rejects.toThrow();
      await server?.close();
      await spools.pop()?.close();
    }
    const headers = { 'content-type': 'text/event-stream' };
    const url = await serve([{ headers, end: { error: 'upstream_failed' } }]);
    expect(await (await post(url)).text()).toBe('{"ok":true}');
  });

  it('answer with the error of a call that came to nothing', async () => {
    const frames = sampleFrames()
      .filter(({ type }) => type !== 'answer')
      .filter((frame) => !('of' in frame && frame.of === 'answer'));
    const failed = frames.map((frame) => (frame.type === 'end' ? { ...frame, error: 'upstream_timeout' } : frame));
    const file = join(folder, 'failed.ndjson');
    await writeFile(file, linesOf(failed));
    spools.push(await openSpool(file));
    const url = await serve([]);
    expect((await post(url)).status).toBe(504);
  });

  it('are for this machine alone, also where a name leads here', async () => {
    const url = await serve([{}]);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: evil.example.org\r\nconnection: close\r\n\r\n');
    expect(await text(socket)).toContain('origin_not_allowed');
    await expect(serveRecordings([], { port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'config_invalid',
    });
  });

  it('stop being sent once nobody listens', async () => {
    const url = await serve([{ pieces: ['a', 'b'], everyMs: 1e9, headers: { 'content-type': 'text/event-stream' } }]);
    const leave = new AbortController();
    const answer = await fetch(`${url}/chat/completions`, { method: 'POST', body: REQUEST, signal: leave.signal });
    leave.abort();
    await expect(answer.text()).rejects.toThrow();
    await server?.close();
    server = undefined;
  });
});

describe('a spool', () => {
  it('leaves nothing behind, and is read by several at once', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('sallyport-'));
    const one = await spool(each([Buffer.from(linesOf(sampleFrames()))]));
    const [a, b] = await Promise.all([all(one.frames()), all(one.frames())]);
    expect(a).toEqual(b);
    expect((await readdir(tmpdir())).filter((name) => /^sallyport-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name))).toEqual(
      before.filter((name) => /^sallyport-[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name)),
    );
    await one.close();
    await expect(openSpool(join(folder, 'none'))).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  it('raises what its source raises', async () => {
    async function* broken() {
      yield Buffer.from('a');
      throw new TypeError('gone');
    }
    await expect(spool(broken())).rejects.toThrow('gone');
  });
});
