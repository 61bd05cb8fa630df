import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { compareAnswers, recordedAnswer } from './compare-answers.ts';
import { resend } from './resend.ts';
import { each, linesOf, REQUEST, type Sample, sampleFrames } from './sample-recording.test-support.ts';
import { readServed } from './served-recording.ts';
import { type Spool, spool } from './spool.ts';

let server: Server | undefined;
const spools: Spool[] = [];
afterEach(async () => {
  server?.close();
  server = undefined;
  await Promise.all(spools.splice(0).map((one) => one.close()));
});

async function recording(sample: Sample = {}) {
  const one = await spool(each([Buffer.from(linesOf(sampleFrames(sample)))]));
  spools.push(one);
  return readServed(one);
}

interface Asked {
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A companion that answers with this, and what it was asked. */
async function companion(status: number, body: string) {
  const asked: Asked[] = [];
  server = createServer(async (request, response) => {
    asked.push({ url: request.url, headers: request.headers, body: await text(request) });
    response.writeHead(status, { location: '/elsewhere' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('a request that is sent again', () => {
  it('is the recorded one, with a token of its own', async () => {
    const { url, asked } = await companion(200, '{"ok":true}');
    const one = await recording({ query: 'a=1' });
    const now = await resend(one, { companion: url, connection: 'other', token: 't' });
    expect(asked).toMatchObject([
      {
        url: '/c/other/chat/completions?a=1',
        headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
        body: REQUEST,
      },
    ]);
    const { same, text: said } = compareAnswers(await recordedAnswer(one), now);
    expect(same).toBe(true);
    expect(said).toMatch(/^ +RECORDED +NOW\nstatus +200 +200\nbytes +11 +11\n/);
  });

  it('follows no redirect, and says where the companion cannot be reached', async () => {
    const { url } = await companion(307, '');
    const one = await recording();
    const to = { companion: url, connection: 'openai', token: 't' };
    await expect(resend(one, to)).rejects.toMatchObject({ code: 'companion_invalid' });
    server?.close();
    server?.closeAllConnections();
    await expect(resend(one, to)).rejects.toMatchObject({ code: 'companion_unreachable' });
  });
});

describe('two answers', () => {
  const timed = (body: string, status = 200) => ({ status, body: Buffer.from(body), headMs: 1.4, endMs: 2.6 });
  const compared = (a: string, b: string) => compareAnswers(timed(a), timed(b));

  it('differ where their lines do, with what is around them', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
    const { same, text: said } = compared(lines.join('\n'), lines.with(10, 'changed \u001b[2J').join('\n'));
    expect(same).toBe(false);
    expect(said).toContain('the bodies differ from byte');
    expect(said).toContain('- line 10');
    expect(said).toContain('+ changed \\x1b[2J');
    expect(said).toContain('  line 7\n');
    expect(said).not.toContain('line 6\n');
    expect(said).toContain('DIFFERENT');
  });

  it('differ in status, in white space, or in bytes that are no text', () => {
    expect(compareAnswers(timed('a'), timed('a', 429))).toMatchObject({ same: false });
    expect(compared('[1]', '[ 1 ]').text).toContain('white space alone');
    expect(compareAnswers(timed('a'), { ...timed(''), body: Uint8Array.of(0xff) }).text).toContain('no text');
  });

  it('are compared up to a size, and only where there is one', async () => {
    const long = Array.from({ length: 17 }, () => 'x'.repeat(1_048_576));
    await expect(recordedAnswer(await recording({ pieces: long }))).rejects.toMatchObject({
      code: 'upstream_too_large',
    });
    const { answer: _, ...none } = await recording();
    await expect(recordedAnswer(none)).rejects.toMatchObject({ code: 'outcome_unknown' });
  });
});
