import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { makeSentinels, type Sentinel } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, startLeakStage } from './stage/leak-stage.ts';
import { readableText } from './stage/read-folder.ts';

// What finds nothing proves nothing unless it would find something: each place is given something to be found.

let stage: LeakStage;
beforeAll(async () => {
  stage = await startLeakStage();
});
afterAll(() => stage.close());

const [SENTINEL] = makeSentinels(['SSN']) as readonly [Sentinel];
const found = (place: string) => expect.objectContaining({ [place]: ['SSN'] });
/** Something harmless that does get about, sought as if it were an identifier. */
const known = (mark: string): Sentinel => ({ ...SENTINEL, marks: [mark] });

describe('the search sees', () => {
  it('what the provider receives, in bodies, headers and paths', async () => {
    const { provider } = stage.stack;
    const client = new OpenAI({ baseURL: provider.url, apiKey: provider.key, maxRetries: 0 });
    const call = { model: 'm', input: SENTINEL.sentence };
    for (const send of [
      () => client.embeddings.create(call),
      () => client.models.list({ headers: { 'x-note': SENTINEL.sentence } }),
      () => client.get(`/models?note=${encodeURIComponent(SENTINEL.sentence)}`),
    ]) {
      provider.clear();
      await send();
      expect(leaksIn(stage.live(), [SENTINEL])).toEqual(found('provider'));
    }
    provider.clear();
  });

  it('what goes between the doors, either way, what is logged, what the application is told, and all that is written', async () => {
    const { response } = await stage.doors.guarded.client.models.list().withResponse();
    const session = known(String(response.headers.get('sallyport-session')));
    const live = leaksIn(stage.live(), [session]);
    expect(live).toEqual({
      'companion to inner door': ['SSN'],
      'companion log': ['SSN'],
      'onCall summaries': ['SSN'],
    });
    const written = leaksIn(await stage.written(), [session]);
    expect(written).toEqual(found('ledger events'));
    const places = Object.keys(written);
    expect(places).toContainEqual(expect.stringMatching(/^file export-\d+\/tile\/entries\//));
    expect(places).toContainEqual(expect.stringMatching(/^file data\/.*pg_wal/));
    const correlation = /sallyport-correlation: (\S+)/i.exec(stage.proxy.sent().toString())?.[1] ?? '';
    const told = leaksIn(stage.live(), [known(correlation)]);
    expect(told).toMatchObject({ 'inner door to companion': ['SSN'], 'onCall summaries': ['SSN'] });
  });

  it.each<[string, (text: string) => unknown]>([
    ['standard output', (text) => process.stdout.write(`${text}\n`)],
    ['standard error', (text) => process.stderr.write(Buffer.from(`${text}\n`))],
    ['the console', (text) => Reflect.get(console, 'warn')({ deep: { deeper: { deepest: { text } } } })],
  ])('what is printed on %s', (_, print) => {
    const [sentinel] = makeSentinels(['SSN']) as readonly [Sentinel];
    print(sentinel.sentence);
    expect(leaksIn(stage.live(), [sentinel])).toEqual(found('process output'));
  });

  it.each<[string, (text: string) => unknown]>([
    ['message', (text) => new Error(text)],
    ['cause', (text) => new Error('x', { cause: new Error('y', { cause: { deep: text } }) })],
    ['properties', (text) => Object.assign(new Error('x'), { request: { body: [{ text }] } })],
    ['symbols', (text) => Object.assign(new Error('x'), { [Symbol('hidden')]: text })],
    ['hidden properties', (text) => Object.defineProperty(new Error('x'), 'hidden', { value: text })],
    ['headers', (text) => Object.assign(new Error('x'), { headers: new Headers({ 'x-note': text }) })],
    ['aggregated errors', (text) => new AggregateError([new Error(text)], 'x')],
    ['stack', (text) => Object.assign(new Error('x'), { stack: text })],
  ])('the %s of an error', (_, make) => {
    expect(leaksIn(new Map([['error', describeError(make(SENTINEL.sentence))]]), [SENTINEL])).toEqual(found('error'));
  });

  it.each<[string, (text: string) => Buffer]>([
    ['as it is', (text) => Buffer.from(text)],
    ['in UTF-16', (text) => Buffer.from(text, 'utf16le')],
    ['in base64', (text) => Buffer.from(Buffer.from(text).toString('base64'))],
    ['gzipped, in base64', (text) => Buffer.from(gzipSync(text).toString('base64'))],
    ['in hexadecimal', (text) => Buffer.from(Buffer.from(text).toString('hex'))],
    ['percent-encoded', (text) => Buffer.from(encodeURIComponent(text))],
    ['between zeros', (text) => Buffer.concat([Buffer.alloc(5_000), Buffer.from(text), Buffer.alloc(5_000)])],
  ])('what is written %s', async (_, encode) => {
    const bytes = encode(SENTINEL.sentence);
    expect(leaksIn(new Map([['text', readableText(bytes)]]), [SENTINEL])).toEqual(found('text'));
    await writeFile(join(stage.stack.folder, 'data/planted'), bytes);
    expect(leaksIn(await stage.written(), [SENTINEL])).toEqual(found('file data/planted'));
  });
});
