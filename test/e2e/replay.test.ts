import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { webCryptoEventSigner } from '@sallyport/ledger';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, logInWith } from '../stack/admin-callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { runCommand, startCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const SAID = 'Please call Dr. Ingrid Halvorsen at 415-555-0132. Her Parkinson disease is stable.';
const MASKED = 'Please call Dr. [NAME] at [PHONE]. Her Parkinson disease is stable.';
const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Whom shall I call?' }] };
const PATIENT = { ...CHAT, messages: [{ role: 'user' as const, content: 'Patient Maria Delgado, SSN 078-05-1120.' }] };

let stack: Stack;
let ledger: LedgerWatch;
let token = '';
let env: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  stack = await startStack(ADMIN_STACK);
  token = await stack.identityProvider.issueToken({ subject: 'notes-app' });
  env = { XDG_CONFIG_HOME: stack.folder, SALLYPORT_TOKEN: token };
  await logInToCommand();
  ledger = await watchLedger(stack);
  stack.provider.reply = () => SAID;
});
afterAll(() => stack?.close());

/** An auditor logs in, and the command has the session. */
async function logInToCommand(): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ format: 'jwk' });
  const session = await logInWith(stack, ['audit'], await webCryptoEventSigner(key));
  const kept = { url: stack.companion.url, token: session.token, key, expires: Date.now() + 3_600_000 };
  await mkdir(join(stack.folder, 'sallyport'));
  await writeFile(join(stack.folder, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
}

interface Heard {
  readonly session: string;
  readonly type: string | null;
  readonly bytes: Buffer;
}

/** The client of an application, of which only the base URL differs; and what it hears, to the byte. */
function clientOf(baseURL: string) {
  const heard: Promise<Heard>[] = [];
  const client = new OpenAI({
    baseURL,
    apiKey: token,
    maxRetries: 0,
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      const read = async (copy: Response) => Buffer.from(await copy.arrayBuffer());
      const session = answer.headers.get('sallyport-session') ?? '';
      const bytes = read(answer.clone());
      heard.push(bytes.then((whole) => ({ session, type: answer.headers.get('content-type'), bytes: whole })));
      return answer;
    },
  });
  return { client, heard: () => Promise.all(heard) };
}

/** The chunks of an answer as HTTP frames them (RFC 9112 §7.1), and the session that it says it is of. */
async function chunksOf(origin: string, path: string) {
  const body = JSON.stringify({ ...CHAT, stream: true });
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  const head = `POST ${path} HTTP/1.1\r\nhost: ${new URL(origin).host}\r\nconnection: close\r\ncontent-type: application/json`;
  socket.write(`${head}\r\nauthorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  const [headers = '', framed = ''] = (await text(socket)).split(/\r\n\r\n([\s\S]*)/);
  const chunks = framed.split('\r\n').filter((_, at) => at % 2 === 1);
  return { session: /sallyport-session: (\S+)/i.exec(headers)?.[1] ?? '', chunks };
}

/** What an application does, and all the SDK gives it. */
async function application(client: OpenAI): Promise<readonly unknown[]> {
  const events: unknown[] = [];
  for await (const event of await client.chat.completions.create({ ...CHAT, stream: true })) events.push(event);
  for await (const event of await client.responses.create({ model: 'gpt-4o', input: 'Hello', stream: true })) {
    events.push(event);
  }
  const whole = await client.chat.completions.create(CHAT);
  const embedded = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['no identifiers'] });
  return [...events, whole, embedded];
}

/** A streamed chat about a patient, read to its end. */
async function streamed(client: OpenAI): Promise<void> {
  for await (const _ of await client.chat.completions.create({ ...PATIENT, stream: true }));
}

async function serving(args: readonly string[], use: (url: string) => Promise<void>): Promise<void> {
  const command = startCommand(['replay', ...args, '--serve', '--port', '0', '--speed', '50'], { env });
  const [url = ''] = await command.says(/http:\/\/[^,\s]+/);
  try {
    await use(url);
  } finally {
    // As the signal would; but Vitest, which listens too, would end.
    process.rawListeners('SIGTERM').at(-1)?.();
    expect(await command.ended).toMatchObject({ exitCode: 0 });
  }
}

describe('what was recorded of a session', () => {
  it('is given again in the very chunks', async () => {
    const { session, chunks } = await chunksOf(stack.companion.url, '/c/openai/v1/chat/completions');
    expect(chunks.length).toBeGreaterThan(5);
    await serving([session], async (url) => {
      expect((await chunksOf(url, '/c/openai/v1/chat/completions')).chunks).toEqual(chunks);
    });
  });

  it('is given again to the same client: every byte, every event, in their order', async () => {
    const live = clientOf(`${stack.companion.url}/c/openai/v1`);
    const given = await application(live.client);
    const before = await live.heard();
    await ledger.lines();
    await serving(
      before.map(({ session }) => session),
      async (url) => {
        const again = clientOf(`${url}/v1`);
        expect(await application(again.client)).toEqual(given);
        const after = await again.heard();
        expect(after.map(({ type }) => type)).toEqual(before.map(({ type }) => type));
        expect(after.map(({ bytes }) => bytes.toString('hex'))).toEqual(
          before.map(({ bytes }) => bytes.toString('hex')),
        );
        await expect(again.client.chat.completions.create({ ...CHAT, seed: 1 })).rejects.toMatchObject({ status: 404 });
      },
    );
    expect(JSON.stringify(given)).not.toContain('Halvorsen');
    const read = (await ledger.events()).map(({ metadata, api, unmapped }) => [
      metadata.event_code,
      api.request?.uid,
      unmapped.recording,
    ]);
    expect(read).toEqual(before.map(({ session }) => ['recording.read', session, { use: 'serve' }]));
  });

  it('is shown, compared with what comes now, and exported; a client whose text was redacted finds it with --any', async () => {
    const live = clientOf(`${stack.companion.url}/c/openai/v1`);
    await streamed(live.client);
    const [first] = await live.heard();
    const { session = '', bytes = Buffer.of() } = first ?? {};
    const run = (...args: readonly string[]) => runCommand(['replay', session, ...args], '', env);

    const shown = await run('--speed', 'max');
    expect(shown).toMatchObject({ exitCode: 0, err: '' });
    expect(shown.out).toContain('── request: POST /chat/completions ──');
    expect(shown.out).toContain('Patient [NAME], SSN [SSN].');
    expect(shown.out).toMatch(new RegExp(`│ ${MASKED.replace(/[[\].]/g, '\\$&')}\n── end, after`));

    stack.provider.reply = () => 'Something else.';
    const other = await run('--against', 'openai');
    expect(other).toMatchObject({ exitCode: 1, err: '' });
    expect(other.out).toContain('DIFFERENT');
    stack.provider.reply = () => SAID;

    const har = join(stack.folder, 'one.har');
    expect(await run('--har', har)).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(har, 'utf8'))).toMatchObject({
      log: { version: '1.2', entries: [{ response: { content: { text: bytes.toString() } } }] },
    });
    await serving([session, '--any'], async (url) => {
      const again = clientOf(`${url}/v1`);
      await streamed(again.client);
      expect((await again.heard())[0]?.bytes.equals(bytes)).toBe(true);
    });
    const uses = (await ledger.events()).flatMap(({ metadata, unmapped }) =>
      metadata.event_code === 'recording.read' ? [unmapped.recording?.use] : [],
    );
    expect(uses).toEqual(['replay', 'compare', 'export', 'serve']);
  });
});
