import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sentinel } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOutcome } from './stage/describe-outcome.ts';
import { type LeakStage, leaksIn, startLeakStage } from './stage/leak-stage.ts';
import { readFolder } from './stage/read-folder.ts';

let stage: LeakStage;
let said = '';
beforeAll(async () => {
  stage = await startLeakStage();
  said = await useEverything();
});
afterAll(() => stage.close());

/** Makes calls that succeed and calls that fail, some with the provider quoting its key; gives all that came back. */
async function useEverything(): Promise<string> {
  const { provider } = stage.stack;
  const quoted = JSON.stringify({
    error: { message: `Incorrect API key provided: ${provider.key}`, code: provider.key },
  });
  const headers = { 'x-request-id': provider.key, 'www-authenticate': provider.key };
  const outcomes: string[] = [];
  for (const { client, send } of Object.values(stage.doors)) {
    const call = () => client.embeddings.create({ model: 'text-embedding-3-small', input: 'fever' });
    outcomes.push((await describeOutcome(call)).said);
    for (const status of [401, 403]) {
      provider.fail({ kind: 'status', status, body: quoted, headers });
      outcomes.push((await describeOutcome(call)).said);
    }
    const post = { method: 'POST', body: '{"model":"m","model":"m"}', headers: { 'content-type': 'application/json' } };
    outcomes.push((await describeOutcome(() => send('/embeddings', post))).said);
    outcomes.push((await describeOutcome(() => send('/unknown', post))).said);
  }
  return outcomes.join('\n');
}

const secret = (name: string, value: string): Sentinel => ({
  name,
  type: 'OTHER_ID',
  value,
  sentence: value,
  marks: [value],
});
const ours = async () => ({
  key: secret('provider key', stage.stack.provider.key),
  client: secret('client secret', stage.stack.identityProvider.clientSecret),
  root: secret('root key', await readFile(join(stage.stack.folder, 'root.key'), 'utf8')),
  tokens: [secret('bearer token', stage.token), ...grantsAndTokens()],
});

/** What passed between the doors and is nobody else's: identity tokens and salts one way, grants the other. */
function grantsAndTokens(): readonly Sentinel[] {
  const tokens = [
    ...stage.proxy
      .sent()
      .toString()
      .matchAll(/subject_token=([\w.-]+)/g),
  ];
  const grants = [
    ...stage.proxy
      .returned()
      .toString()
      .matchAll(/"access_token":"([\w.-]+)"/g),
  ];
  const salts = [
    ...stage.proxy
      .sent()
      .toString('latin1')
      .matchAll(/sallyport-salt: ([\w-]+)/gi),
  ];
  return [
    ...salts.map(([, value = '']) => secret('salt', value)),
    ...tokens.map(([, value = '']) => secret('identity token', value)),
    ...grants.map(([, value = '']) => secret('grant', value)),
  ];
}

describe('secrets', () => {
  it('do arrive where they belong', async () => {
    const { key, tokens } = await ours();
    const live = stage.live();
    expect(leaksIn(new Map([['provider', live.get('provider') ?? '']]), [key])).toEqual({ provider: ['provider key'] });
    expect(tokens.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['bearer token', 'identity token', 'grant', 'salt']),
    );
    const sent = leaksIn(live, tokens)['inner door to companion'];
    expect(sent).toEqual(expect.arrayContaining(['identity token', 'grant', 'salt']));
  });

  it('arrive nowhere else: not between the doors, in a log, a reply, an error or an event', async () => {
    const { key, client, root, tokens } = await ours();
    const live = new Map([...stage.live(), ['replies and errors', said] as const]);
    const between = ['inner door to companion', 'companion to inner door'];
    expect(leaksIn(new Map([...live].filter(([place]) => place !== 'provider')), [key, client, root])).toEqual({});
    expect(
      leaksIn(new Map([...live].filter(([place]) => !between.includes(place))), [...tokens, client, root]),
    ).toEqual({});
    expect(leaksIn(await stage.written(), [key, client, root, ...tokens])).toEqual({});
  });

  it('stand in no file in clear, from the first on', async () => {
    const { key, client, root, tokens } = await ours();
    const files = await readFolder(stage.stack.folder, ['root.key', 'sallyport.yaml']);
    expect(files.size).toBeGreaterThan(500);
    const spellings = [key, client, root, ...tokens].flatMap(({ value }) => [
      Buffer.from(value),
      Buffer.from(value, 'utf16le'),
      Buffer.from(Buffer.from(value).toString('base64').slice(0, -4)),
      Buffer.from(Buffer.from(value).toString('hex')),
    ]);
    const rootBytes = Buffer.from(root.value, 'base64');
    const open = [...files].filter(([, bytes]) => [...spellings, rootBytes].some((one) => bytes.includes(one)));
    expect(open.map(([path]) => path)).toEqual([]);
    // The search would find what the companion does store: the name of the secret.
    expect([...files.values()].some((bytes) => bytes.includes('provider-key'))).toBe(true);
  });
});
