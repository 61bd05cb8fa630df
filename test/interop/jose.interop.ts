import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEntryBundle } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runProgram } from './run-program.ts';

/** An event of the companion: a compact JWS whose `typ` and `kid` say so. Other leaves, such as those that clients sign, are passed over. */
interface CompanionEvent {
  readonly kind: string;
  readonly jws: string;
  readonly payload: string;
  readonly key: Jwk;
}

interface Jwk {
  readonly kid: string;
}

const { folder } = inject('ledger');
const trusted = JSON.parse(await readFile(join(folder, 'trust.json'), 'utf8')) as {
  readonly eventKeys: readonly Jwk[];
};
const leaves = decodeEntryBundle(await readFile(join(folder, 'tile', 'entries', '000')));
const events = oneOfEachKind(leaves.flatMap(companionEvent));

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sallyport-jose-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

function companionEvent(leaf: Uint8Array): readonly CompanionEvent[] {
  const jws = Buffer.from(leaf).toString();
  const [header = '', payload = ''] = jws.split('.', 2).map((part) => Buffer.from(part, 'base64url').toString());
  const { typ, kid } = JSON.parse(header) as { readonly typ?: unknown; readonly kid?: unknown };
  const key = trusted.eventKeys.find((each) => each.kid === kid);
  if (typ !== 'sallyport-event+jws' || key === undefined) return [];
  const { metadata } = JSON.parse(payload) as { readonly metadata: { readonly event_code: string } };
  return [{ kind: metadata.event_code, jws, payload, key }];
}

function oneOfEachKind(all: readonly CompanionEvent[]): readonly CompanionEvent[] {
  return all.filter(({ kind }, at) => all.findIndex((other) => other.kind === kind) === at);
}

async function jose(command: readonly string[], { jws, key }: { readonly jws?: string; readonly key: Jwk }) {
  const keyFile = join(scratch, 'key.jwk');
  await writeFile(keyFile, JSON.stringify(key));
  const { code, stdout } = await runProgram(['jose', ...command, keyFile], jws === undefined ? {} : { input: jws });
  return { code, answer: stdout.toString() };
}

const verify = ['jws', 'ver', '-i', '-', '-O', '-', '-k'];

describe('jose jws ver', () => {
  it('is shown events that real calls left', () => {
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['config.applied', 'grant.issued', 'session.intent', 'session.outcome']),
    );
  });

  it.each(events)('verifies $kind with the key of trust.json, and gives its payload', async (event) => {
    expect(await jose(verify, event)).toEqual({ code: 0, answer: event.payload });
  });

  it.each(events)('refuses $kind with one character of its payload changed', async (event) => {
    const [header, payload = '', signature] = event.jws.split('.');
    const other = payload.startsWith('f') ? 'e' : 'f';
    const jws = [header, other + payload.slice(1), signature].join('.');
    expect(await jose(verify, { ...event, jws })).toMatchObject({ code: 1 });
  });

  it('refuses an event with another key', async () => {
    const made = await runProgram(['jose', 'jwk', 'gen', '-i', '{"alg":"ES256"}']);
    const key = JSON.parse(made.stdout.toString()) as Jwk;
    for (const event of events.slice(0, 1)) expect(await jose(verify, { ...event, key })).toMatchObject({ code: 1 });
  });
});

describe('jose jwk thp', () => {
  it.each(trusted.eventKeys)('gives the `kid` $kid of trust.json for its key', async ({ kid, ...point }) => {
    expect(await jose(['jwk', 'thp', '-a', 'S256', '-i'], { key: { ...point, kid } })).toEqual({
      code: 0,
      answer: kid,
    });
  });
});
