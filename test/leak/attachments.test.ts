import { randomBytes } from 'node:crypto';
import { freePort, makeSentinels, type Sentinel } from '@sallyport/testkit';
import { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession } from '../stack/admin-callers.ts';
import { newKey } from '../stack/proving.ts';
import { sayAll } from './carriers/refused-calls.ts';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, type Places, startLeakStage } from './stage/leak-stage.ts';

/** Everything may be attached, and is looked at. */
const POLICY = `policy:
  version: 1
  name: scans
  rules:
    - { name: scans, then: allow, media: [image/*, audio/*, application/*], review: { groups: [privacy], hold: 120s } }`;

let stage: LeakStage;
let metricsPort = 0;
/** Those in attachments, and beside them in text. */
const attached: Sentinel[] = [];
const said: Sentinel[] = [];
/** What of each attachment is told apart in base64, wherever it stands. */
const fragments: string[] = [];
let recordings = '';
beforeAll(async () => {
  metricsPort = await freePort();
  stage = await startLeakStage({
    identityProvider: ADMIN_STACK.identityProvider ?? {},
    admin: 'clientId: sallyport-cli, roles: { admin: [platform], reviewer: [privacy], auditor: [audit] }',
    top: `${POLICY}\nmetrics: { port: ${metricsPort} }`,
  });
});
afterAll(() => stage.close());

function plant(call: string, among: Sentinel[]): readonly Sentinel[] {
  const sentinels = makeSentinels().map((one) => ({ ...one, name: `${one.name} of ${call}` }));
  among.push(...sentinels);
  return sentinels;
}

/** A file that begins as one of its kind, and holds identifiers that nothing reads. */
function fileOf(head: string, call: string): Buffer {
  const bytes = Buffer.concat([
    Buffer.from(head, 'latin1'),
    randomBytes(120),
    Buffer.from(sayAll(plant(call, attached)).line),
    randomBytes(120),
  ]);
  fragments.push(bytes.toString('base64').slice(40, 120));
  return bytes;
}

/** The admin plane is named by its public address, and called past the proxy. */
const behind = () => ({ ...stage.stack, companion: { ...stage.stack.companion, url: stage.proxy.url } });

async function logIn(subject: string, group: string): Promise<AdminSession> {
  const key = await newKey();
  const token = await idToken(stage.stack, [group], { subject });
  const { body } = await postSession(behind(), { token, token_type: 'id_token' }, { key });
  const { access_token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token: access_token, id, key };
}

async function admin(session: AdminSession, path: string, body?: object): Promise<string> {
  const call = { path, origin: stage.stack.companion.url, ...(body === undefined ? {} : { method: 'POST', body }) };
  const answer = await adminCall(behind(), session, call);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body;
}

async function waiting(session: AdminSession): Promise<string> {
  let id = '';
  const look = async () => {
    const { reviews } = JSON.parse(await admin(session, '/v1/admin/reviews')) as {
      reviews: readonly { readonly id: string; readonly state: string }[];
    };
    id = reviews.find(({ state }) => state === 'pending')?.id ?? '';
    return id;
  };
  await expect.poll(look, { interval: 200 }).not.toBe('');
  return id;
}

/** Where an attachment may be read: where it is sent, and on its way there from the application. */
const MAY = new Set(['provider', 'inner door to companion']);
const elsewhere = (places: Places): Places => new Map([...places].filter(([place]) => !MAY.has(place)));

function fragmentsIn(places: Places): readonly string[] {
  return [...places].flatMap(([place, text]) => (fragments.some((one) => text.includes(one)) ? [place] : []));
}

describe.each(['guarded', 'plain'] as const)('what is attached by the %s door', (door) => {
  it.each(['approve', 'reject'] as const)(
    'is read by nobody but the reviewer and the provider: %s',
    async (decision) => {
      const name = `${door} ${decision}`;
      const image = fileOf('\u0089PNG\r\n\u001a\n', `${name} picture`);
      const url = `data:image/png;base64,${image.toString('base64')}`;
      const text = sayAll(plant(name, said)).line;
      const content = [
        { type: 'text' as const, text },
        { type: 'image_url' as const, image_url: { url } },
      ];
      const { client } = stage.doors[door];
      const call = describeOutcome(() =>
        client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] }),
      );
      const session = await logIn('grace.example', 'privacy');
      const id = await waiting(session);
      const shown = await admin(session, `/v1/admin/reviews/${id}`);
      expect(leaksIn(new Map([['shown', shown]]), [...attached, ...said])).toEqual({});
      // What finds nothing elsewhere proves nothing unless there is something to be found.
      const looked = await admin(session, `/v1/admin/reviews/${id}/attachments/1`);
      expect(Object.keys(leaksIn(new Map([['looked', looked]]), attached))).toEqual(['looked']);
      await admin(session, '/v1/admin/reviews/decide', { review_id: id, decision, justification: 'looked at it' });
      const outcome = await call;
      expect(outcome.code).toBe(decision === 'approve' ? undefined : 'review_rejected');
      const replied = new Map([['the reply or error', outcome.said]]);
      expect(leaksIn(elsewhere(new Map([...stage.live(), ...replied])), [...attached, ...said])).toEqual({});
      expect(leaksIn(stage.live(), said)).toEqual({});
    },
  );

  it('in a form is read by nobody else either', async () => {
    const sound = fileOf('RIFF\0\0\0\0WAVEfmt ', `${door} sound`);
    const prompt = sayAll(plant(`${door} form`, said)).line;
    const { client } = stage.doors[door];
    const call = describeOutcome(async () =>
      client.audio.transcriptions.create({ model: 'whisper-1', file: await toFile(sound, 'scan.wav'), prompt }),
    );
    const session = await logIn('grace.example', 'privacy');
    await admin(session, '/v1/admin/reviews/decide', {
      review_id: await waiting(session),
      decision: 'approve',
      justification: 'listened to it',
    });
    const replied = new Map([['the reply or error', (await call).said]]);
    expect(leaksIn(elsewhere(new Map([...stage.live(), ...replied])), [...attached, ...said])).toEqual({});
    expect(leaksIn(stage.live(), said)).toEqual({});
  });
});

describe('afterwards', () => {
  it('nothing of it can be read in recordings, events, metrics, files or the database', async () => {
    const auditor = await logIn('ada.example', 'audit');
    const sessions = (await stage.stack.events()).flatMap(({ metadata, api }) =>
      metadata.event_code === 'session.intent' ? [api.request?.uid] : [],
    );
    expect(sessions).toHaveLength(4);
    for (const session of sessions) recordings += await admin(auditor, `/v1/admin/recordings/${session}`);
    expect(recordings).toContain('[attachment 1: image/png');
    expect(recordings).toContain('[attachment 1: audio/wav');
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(metrics).toContain('sallyport_');
    const places = new Map<string, Buffer | string>([
      ...elsewhere(stage.live()),
      ...(await stage.written()),
      ['recordings', recordings],
      ['metrics', metrics],
    ]);
    expect(leaksIn(places, [...attached, ...said])).toEqual({});
    expect(fragmentsIn(places)).toEqual([]);
    expect(fragmentsIn(stage.live())).toEqual(expect.arrayContaining(['provider']));
  });
});
