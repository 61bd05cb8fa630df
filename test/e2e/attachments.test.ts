import { randomBytes } from 'node:crypto';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { guardedClient, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** One connection whose scans are looked at, and another under an agreement by which nothing is. */
const POLICY = `policy:
  version: 1
  name: scans
  rules:
    - name: scans
      when: { operations: [chat.completions.create, audio.transcriptions.create], connections: [openai] }
      then: allow
      media: [image/*, application/pdf, audio/wav]
      review: { groups: [privacy], hold: 60s, window: { most: 1h }, breakGlass: { groups: [doctors] } }
    - { name: rest, then: allow }`;

const SSN = '078-05-1120';

let stack: Stack;
let ledger: LedgerWatch;
let reviewer: AdminSession;
let auditor: AdminSession;
let token = '';
let before = 0;
beforeAll(async () => {
  const admin = 'clientId: sallyport-cli, roles: { admin: [platform], reviewer: [privacy], auditor: [audit] }';
  stack = await startStack({ ...ADMIN_STACK, admin, top: POLICY });
  reviewer = await logIn('grace.example', 'privacy');
  auditor = await logIn('ada.example', 'audit');
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());
beforeEach(async () => {
  token = await tokenOf();
  before = stack.provider.requests.length;
  await ledger.events();
});

const picture = (bytes = 2_000) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(bytes)]);
const pdf = () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(900)]);
const wav = () => Buffer.concat([Buffer.from('RIFF'), randomBytes(4), Buffer.from('WAVEfmt '), randomBytes(900)]);
const urlOf = (type: string, bytes: Buffer) => `data:${type};base64,${bytes.toString('base64')}`;

type Part = OpenAI.ChatCompletionContentPart;
const chat = (...parts: readonly Part[]) => ({
  model: 'gpt-4o',
  messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: `SSN ${SSN}` }, ...parts] }],
});
const imagePart = (bytes: Buffer): Part => ({ type: 'image_url', image_url: { url: urlOf('image/png', bytes) } });
const filePart = (bytes: Buffer): Part => ({
  type: 'file',
  file: { filename: 'Maria Delgado.pdf', file_data: urlOf('application/pdf', bytes) },
});

/** The token of somebody whom no other test knows. */
const tokenOf = (claims: Readonly<Record<string, unknown>> = {}) =>
  stack.identityProvider.issueToken({
    subject: crypto.randomUUID(),
    expiresIn: 3_000,
    claims: { client_id: 'notes-app', ...claims },
  });

/** Somebody of a group, logged in. */
async function logIn(subject: string, group: string): Promise<AdminSession> {
  const key = await newKey();
  const idOf = await idToken(stack, [group], { subject });
  const { body } = await postSession(stack, { token: idOf, token_type: 'id_token' }, { key });
  const { access_token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token: access_token, id, key };
}

const received = () => stack.provider.requests.slice(before);
const get = (session: AdminSession, path: string) => adminCall(stack, session, { path });

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly body: string;
  readonly can_decide: boolean;
  readonly attachments: readonly { readonly type: string; readonly bytes: number; readonly kept: boolean }[];
}

/** The review that waits, as its reviewer sees it. */
async function waiting(): Promise<Shown> {
  let id = '';
  const look = async () => {
    const { reviews } = JSON.parse((await get(reviewer, '/v1/admin/reviews')).body) as { reviews: readonly Shown[] };
    id = reviews.find(({ state }) => state === 'pending')?.id ?? '';
    return id;
  };
  await expect.poll(look).not.toBe('');
  return (JSON.parse((await get(reviewer, `/v1/admin/reviews/${id}`)).body) as { review: Shown }).review;
}

async function decide(id: string, decision: 'approve' | 'reject', more: object = {}) {
  const body = { review_id: id, decision, justification: 'looked at it', ...more };
  return adminCall(stack, reviewer, { method: 'POST', path: '/v1/admin/reviews/decide', body });
}

const DOORS = { guarded: guardedClient, plain: plainClient } as const;

describe.each(['guarded', 'plain'] as const)('by the %s door', (door) => {
  const client = () => DOORS[door](stack, token);

  it('a picture and a file are shown to a reviewer, and leave as they came once approved', async () => {
    const [image, file] = [picture(), pdf()];
    const call = client().chat.completions.create(chat(imagePart(image), filePart(file)));
    const { id, body, attachments } = await waiting();
    expect(received()).toEqual([]);
    expect(attachments).toMatchObject([
      { number: 1, type: 'image/png', bytes: image.length, kept: true },
      { number: 2, type: 'application/pdf', bytes: file.length, kept: true },
    ]);
    expect(body).toContain(`[attachment 1: image/png, ${image.length} bytes]`);
    expect(body).not.toMatch(/base64|Delgado|078-05-1120/);
    const path = `/v1/admin/reviews/${id}/attachments`;
    const shown = await get(reviewer, `${path}/1`);
    expect(shown).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/png',
        'content-disposition': 'attachment',
        'content-security-policy': 'sandbox',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
    expect(shown.body).toBe(image.toString('utf8'));
    expect(verdict(await get(reviewer, `${path}/3`))).toBe('404 review_unknown');
    expect(verdict(await get(auditor, `${path}/1`))).toBe('403 role_missing');
    expect(verdict(await decide(id, 'approve', { window_seconds: '60' }))).toBe('400 request_invalid');
    expect((await decide(id, 'approve')).status).toBe(200);
    await call;
    expect(verdict(await get(reviewer, `${path}/1`))).toBe('409 review_conflict');
    const [sent] = received();
    const left = JSON.parse(String(sent?.body)) as ReturnType<typeof chat>;
    expect(left.messages[0]?.content.slice(1)).toMatchObject([
      imagePart(image),
      { type: 'file', file: { file_data: urlOf('application/pdf', file) } },
    ]);
    expect(String(sent?.body)).not.toMatch(/Delgado|078-05-1120/);
    const events = await ledger.events();
    const told = events.filter(({ unmapped }) => unmapped.attachments !== undefined);
    expect(told.map(({ metadata }) => metadata.event_code)).toEqual(['review.requested', 'session.intent']);
    for (const { unmapped } of told) {
      expect(unmapped.attachments).toMatchObject([
        { type: 'image/png', bytes: image.length },
        { type: 'application/pdf', bytes: file.length },
      ]);
    }
    expect(told[0]?.unmapped.attachments?.[0]?.commitment).not.toBe(told[1]?.unmapped.attachments?.[0]?.commitment);
    const looked = events.filter(({ unmapped }) => unmapped.read === 'attachments');
    expect(looked[0]).toMatchObject({ unmapped: { review: { id } } });
    expect(JSON.stringify(events)).not.toContain('Delgado');
  });

  it('is recorded with a note in its place', async () => {
    const image = picture();
    const call = client()
      .chat.completions.create(chat(imagePart(image)))
      .withResponse();
    await decide((await waiting()).id, 'approve');
    const session = (await call).response.headers.get('sallyport-session');
    const { body } = await get(auditor, `/v1/admin/recordings/${session}`);
    expect(JSON.parse(body.split('\n')[0] ?? '')).toMatchObject({ type: 'header', attachments: 1 });
    expect(body).toContain(`[attachment 1: image/png, ${image.length} bytes]`);
    expect(body).not.toContain(image.toString('base64').slice(40, 80));
  });

  it('sound in a form is asked about, and leaves as it came', async () => {
    const sound = wav();
    const file = await toFile(sound, 'Maria Delgado.wav');
    const call = nativeFailure(
      client().audio.transcriptions.create({ model: 'whisper-1', file, prompt: `SSN ${SSN}` }),
    );
    const { id, attachments } = await waiting();
    expect(attachments).toMatchObject([{ type: 'audio/wav', bytes: sound.length }]);
    await decide(id, 'approve');
    await call;
    const sent = received()[0]?.body ?? Buffer.alloc(0);
    expect(sent.includes(sound)).toBe(true);
    expect(sent.toString('latin1')).not.toMatch(/Delgado|078-05-1120/);
    expect(sent.toString('latin1')).toMatch(/filename="[^"]*\.wav"/);
  });

  it('a rejected picture is refused, natively, and never leaves', async () => {
    const body = chat(imagePart(picture()));
    const call = nativeFailure(client().chat.completions.create(body));
    const { id } = await waiting();
    await decide(id, 'reject');
    expect(await call).toMatchObject({ status: 403, code: 'review_rejected' });
    expect(verdict(await get(reviewer, `/v1/admin/reviews/${id}/attachments/1`))).toBe('409 review_conflict');
    expect(received()).toEqual([]);
  });

  it.each([
    [
      'a kind that no rule names',
      chat({ type: 'image_url', image_url: { url: urlOf('audio/mpeg', Buffer.from('ID3\u0004\0\0\0')) } }),
    ],
    ['a picture that is none', chat({ type: 'image_url', image_url: { url: urlOf('image/png', pdf()) } })],
    ['a picture to be fetched', chat({ type: 'image_url', image_url: { url: 'https://images.example/scan.png' } })],
  ])('%s is refused as unreadable, and nobody is asked', async (_, body) => {
    const failure = await nativeFailure(client().chat.completions.create(body));
    expect(failure).toMatchObject({ status: 403, code: 'input_unreadable' });
    expect(received()).toEqual([]);
    const events = await ledger.lines();
    expect(events.join()).not.toContain('review.requested');
    // The inner door refuses it before it leaves the process
    expect(events.includes('session.denied input_unreadable')).toBe(door === 'plain');
  });

  it('a picture for an operation of which no rule names any is refused as it ever was', async () => {
    const file = await toFile(picture(), 'scan.png');
    const failure = await nativeFailure(client().files.create({ file, purpose: 'vision' }));
    expect(failure).toMatchObject({ status: 403, code: 'input_unreadable' });
    expect(received()).toEqual([]);
  });

  it('a picture larger than bodies that are held in memory goes the same way', async () => {
    const image = picture(2_500_000);
    const call = client().chat.completions.create(chat(imagePart(image)));
    const { id } = await waiting();
    expect((await get(reviewer, `/v1/admin/reviews/${id}/attachments/1`)).body).toBe(image.toString('utf8'));
    await decide(id, 'approve');
    await call;
    expect(String(received()[0]?.body)).toContain(image.toString('base64'));
  });
});

describe('by hand', () => {
  const send = (body: object, headers: Readonly<Record<string, string>> = {}) =>
    rawCall(stack.companion.url, {
      path: '/c/openai/v1/chat/completions',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        prefer: 'respond-async',
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('a picture that was changed after its approval is another call', async () => {
    const image = picture();
    const asked = await send(chat(imagePart(image)));
    expect(verdict(asked)).toBe('403 review_required');
    const id = String(asked.headers['sallyport-review']);
    await decide(id, 'approve');
    const changed = Buffer.from(image);
    changed[1_000] = (changed[1_000] ?? 0) ^ 1;
    const named = { 'sallyport-review': id };
    expect(verdict(await send(chat(imagePart(changed)), named))).toBe('403 review_mismatch');
    expect(verdict(await send(chat(imagePart(changed))))).toBe('403 review_required');
    expect(received()).toEqual([]);
    expect((await send(chat(imagePart(image)), named)).status).toBe(200);
    expect(verdict(await send(chat(imagePart(image)), named))).toBe('403 review_used');
  });

  it('nobody breaks the glass for a picture', async () => {
    token = await tokenOf({ groups: ['doctors'] });
    const asked = await send(chat(imagePart(picture())));
    const path = `/v1/reviews/${String(asked.headers['sallyport-review'])}/break-glass`;
    const body = JSON.stringify({ reason: 'emergency_care', justification: 'now' });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    expect(verdict(await rawCall(stack.companion.url, { path, headers, body }))).toBe('403 break_glass_not_allowed');
  });
});
