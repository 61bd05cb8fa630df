import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditorKey } from '@sallyport/core';
import { parseProof } from '@sallyport/ledger';
import { openOriginals } from '@sallyport/recording';
import type { StandInAnswer } from '@sallyport/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BASE, codeOf, embedding, guardedStage } from '../guarded-stage.test-support.ts';
import { outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import { redacting, sliceOf } from '../policy/slices.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const SSN = '078-05-1120';
const NOTE = `SSN: ${SSN} is on file.`;
const [alice, bob] = [auditor('alice'), auditor('bob')];

beforeEach(() => {
  stage.companion.policy.slice = sealing();
});

function auditor(kid: string) {
  const { d, x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const publicKey: AuditorKey = { kty: 'EC', crv: 'P-256', x, y, kid };
  return { publicKey, privateKey: { ...publicKey, d } as JsonWebKey };
}

function sealing() {
  const auditors = [alice.publicKey, bob.publicKey];
  return { ...sliceOf({ ...redacting(), recording: 'sealed' }), auditors };
}

const uploads = () => stage.companion.controls.filter(({ method }) => method === 'PUT');
const promises = () =>
  stage.companion.calls.map(({ headers }) => Object(parseProof(String(headers.dpop))).intent.originals as string);

async function opened(lines: Buffer | undefined, { privateKey } = alice): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const stored = (async function* () {
    yield lines ?? Buffer.alloc(0);
  })();
  for await (const chunk of openOriginals(stored, privateKey)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Everything that has left for the companion. */
function sent(): string {
  const { calls, controls } = stage.companion;
  return [...calls, ...controls]
    .map(({ path, headers, body }) => `${path}${JSON.stringify(headers)}${body}`)
    .join('\n');
}

function failingUploads(answers: readonly StandInAnswer[]) {
  const left = [...answers];
  stage.companion.control = ({ method }) => (method === 'PUT' ? left.shift() : undefined);
}

describe('a call whose original is recorded', () => {
  it('is sealed as the application wrote it, promised by the intent, and with the companion before the reply is given', async () => {
    const init = embedding(NOTE);
    const response = await stage.guarded()(URL_, init);
    expect(response.status).toBe(200);
    const [[session, lines] = [], ...others] = stage.companion.originals.brought;
    expect(others).toEqual([]);
    expect(response.headers.get('sallyport-session')).toBe(session);
    for (const reader of [alice, bob]) expect((await opened(lines, reader)).toString()).toBe(init.body);
    expect(promises()).toEqual([createHash('sha256').update(String(lines)).digest('base64url')]);
    expect(stage.companion.calls[0]?.body.toString()).toContain('[SSN]');
    expect(sent()).not.toContain(SSN);
  });

  it('comes back to the byte, whatever it is', async () => {
    const guarded = stage.guarded();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        const body = JSON.stringify({ input: `${text} ${NOTE}`, model: 'm' }, null, text.length % 4);
        const response = await guarded(URL_, embedding('', { body }));
        const session = response.headers.get('sallyport-session') ?? '';
        expect((await opened(stage.companion.originals.brought.get(session))).toString()).toBe(body);
      }),
      { numRuns: 15 },
    );
    expect(sent()).not.toContain(SSN);
  });

  it('is sealed into an encrypted file where it is large, of which nothing is left', async () => {
    const tempFolder = await mkdtemp(join(tmpdir(), 'sallyport-originals-'));
    const init = embedding('', { body: `{"model":"m",${' '.repeat(1_200_000)}"input":"${NOTE}"}` });
    const seen: string[] = [];
    stage.companion.control = ({ method }) => {
      if (method === 'PUT') seen.push('upload');
      return undefined;
    };
    const guarded = stage.guarded({ tempFolder });
    try {
      expect((await guarded(URL_, init)).status).toBe(200);
      const [lines] = stage.companion.originals.brought.values();
      expect(lines?.toString().split('\n').length).toBe(6);
      expect((await opened(lines)).equals(Buffer.from(String(init.body)))).toBe(true);
      expect(seen).toEqual(['upload']);
      expect(await filesIn(tempFolder)).toEqual([]);
    } finally {
      await rm(tempFolder, { recursive: true, force: true });
    }
  });

  it('of a stream does not end before it is there', async () => {
    stage.companion.answer = () => ({
      headers: { 'content-type': 'text/event-stream' },
      body: `data: {"id":"c","object":"chat.completion.chunk","choices":[]}\n\ndata: [DONE]\n\n`,
    });
    failingUploads([{ status: 503 }]);
    const response = await stage.guarded()(`${BASE}/chat/completions`, chat());
    expect(await response.text()).toContain('[DONE]');
    expect(uploads()).toHaveLength(2);
    expect((await opened([...stage.companion.originals.brought.values()][0])).toString()).toBe(chat().body);
  });

  it('is promised anew with each attempt, and brought to the session that there is', async () => {
    stage.companion.reviews.needed = () => true;
    const told: { readonly id: string }[] = [];
    const reply = stage.guarded({ onReviewPending: (review) => told.push(review) })(URL_, embedding(NOTE));
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), PATIENCE);
    expect(uploads()).toEqual([]);
    stage.companion.reviews.decide(told[0]?.id ?? '', 'approve');
    const session = (await reply).headers.get('sallyport-session');
    expect([...stage.companion.originals.brought.keys()]).toEqual([session]);
    expect(promises()).toHaveLength(2);
  });

  it.each([
    ['is not asked for', () => sliceOf({ ...redacting(), recording: 'redacted' })],
    ['is nobody’s to have', () => sliceOf({ ...redacting(), recording: 'metadata' })],
  ])('stays where it is when it %s', async (_what, slice) => {
    stage.companion.policy.slice = slice();
    expect((await stage.guarded()(URL_, embedding(NOTE))).status).toBe(200);
    expect(promises()).toEqual([undefined]);
    expect(uploads()).toEqual([]);
  });
});

describe('a call whose original cannot be brought', () => {
  const away = { status: 503 } as const;
  const refused = { status: 400, body: '{"code":"originals_invalid"}' } as const;

  it.each<[string, readonly StandInAnswer[], number]>([
    ['whose companion is away', [away, away, away], 3],
    ['whose companion refuses it', [refused], 1],
  ])('fails: one %s', async (_what, answers, tries) => {
    failingUploads(answers);
    const guarded = stage.guarded();
    const response = await guarded(URL_, embedding(NOTE));
    expect([response.status, await codeOf(response)]).toEqual([503, 'recording_unavailable']);
    expect(uploads()).toHaveLength(tries);
    expect(new Set(uploads().map(({ body }) => body.toString())).size).toBe(1);
    await guarded.flush();
    expect(outcomesOf(stage.companion)).toMatchObject([
      { api: { response: { code: 200, error: 'recording_unavailable' } } },
    ]);
    expect(sent()).not.toContain(SSN);
  });

  it('fails at its end where it is a stream', async () => {
    stage.companion.answer = () => ({
      headers: { 'content-type': 'text/event-stream' },
      body: `data: {"id":"c","object":"chat.completion.chunk","choices":[]}\n\n`,
    });
    failingUploads([refused]);
    const text = await (await stage.guarded()(`${BASE}/chat/completions`, chat())).text();
    expect(text).toContain('"id":"c"');
    expect(text).toContain('recording_unavailable');
    expect(stage.summaries).toMatchObject([{ error: 'recording_unavailable' }]);
  });

  it('is not sent where there is nobody to seal it to', async () => {
    stage.companion.policy.slice = { ...sealing(), auditors: undefined };
    expect((await stage.guarded()(URL_, embedding(NOTE))).status).toBeGreaterThanOrEqual(400);
    expect(stage.companion.calls).toEqual([]);
  });
});

function chat(): RequestInit {
  const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: NOTE }] });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder, { recursive: true });
  return Promise.all(files.map(async (file) => (await readFile(join(folder, file))).toString('latin1').slice(0, 100)));
}
