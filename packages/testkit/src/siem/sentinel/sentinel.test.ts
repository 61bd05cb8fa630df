import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SentinelStandIn, startSentinel } from './start-sentinel.ts';

const ROW = {
  ...{ TimeGenerated: '2026-01-01T00:00:00.000Z', EventTime: '2026-01-01T00:00:00.000Z', LogName: 'log' },
  ...{ Sequence: 1, Kind: 'session.outcome', Event: { a: 1 } },
};

describe('startSentinel', () => {
  let azure: SentinelStandIn;
  let token: string;
  beforeAll(async () => {
    azure = await startSentinel();
    azure.secrets.add('right');
    const { access_token: made } = JSON.parse((await ask('right')).body) as { readonly access_token: string };
    token = made;
  });
  afterAll(() => azure.close());

  const send = (path: string, headers: Readonly<Record<string, string>>, body: string | Buffer) =>
    new Promise<{ readonly status: number; readonly body: string }>((resolve, reject) => {
      const to = { ca: azure.certificate, method: 'POST', headers };
      const call = request(`${azure.origin}${path}`, to, (answer) => {
        text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, body: said }), reject);
      });
      call.once('error', reject).end(body);
    });
  const ask = (secret: string, scope = `${azure.audience}/.default`) => {
    const form = { grant_type: 'client_credentials', client_id: azure.clientId, client_secret: secret, scope };
    return send(`/${azure.tenantId}/oauth2/v2.0/token`, {}, new URLSearchParams(form).toString());
  };
  const upload = async (body: Buffer, headers: Readonly<Record<string, string>> = {}, place = {}) => {
    const { rule, stream, version } = { rule: azure.ruleId, stream: azure.stream, version: '2023-01-01', ...place };
    const path = `/dataCollectionRules/${rule}/streams/${stream}?api-version=${version}`;
    const typed = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await send(path, { authorization: `Bearer ${token}`, ...typed, ...headers }, body);
    return answer.status === 204 ? 204 : [answer.status, JSON.parse(answer.body).error.code];
  };
  const rows = (...given: readonly object[]) => gzipSync(JSON.stringify(given));

  it('gives tokens for its own secret and audience alone', async () => {
    expect((await ask('wrong')).status).toBe(401);
    expect((await ask('right', 'https://elsewhere.example/.default')).status).toBe(400);
  });

  it('takes rows that are those of the stream', async () => {
    expect(await upload(rows(ROW, ROW))).toBe(204);
    expect(azure.rows).toEqual([ROW, ROW]);
  });

  it('refuses whoever brings no token, and what is not for its rule', async () => {
    expect(await upload(rows(ROW), { authorization: 'Bearer other' })).toEqual([401, 'Unauthorized']);
    expect(await upload(rows(ROW), {}, { rule: 'dcr-1' })).toEqual([404, 'NotFound']);
    expect(await upload(rows(ROW), {}, { stream: 'Custom-Other' })).toEqual([400, 'InvalidStream']);
    expect(await upload(rows(ROW), {}, { version: '2021-11-01-preview' })).toEqual([400, 'InvalidApiVersion']);
    expect(await upload(rows(ROW), { 'content-encoding': 'br' })).toEqual([415, 'UnsupportedMediaType']);
  });

  it.each<readonly [string, object]>([
    ['a column too many', { ...ROW, Other: 1 }],
    ['a time that is none', { ...ROW, EventTime: 'yesterday' }],
    ['a number that is none', { ...ROW, Sequence: '1' }],
    ['an event that is text', { ...ROW, Event: '{}' }],
    ['no row at all', []],
  ])('refuses %s', async (_name, row) => {
    expect(await upload(rows(row))).toEqual([400, 'InvalidPayload']);
  });

  it('refuses what is no JSON array, or no gzip, or too large before or after it', async () => {
    expect(await upload(gzipSync(JSON.stringify(ROW)))).toEqual([400, 'InvalidPayload']);
    expect(await upload(Buffer.from(JSON.stringify([ROW])))).toEqual([400, 'InvalidPayload']);
    expect(await upload(rows({ ...ROW, LogName: 'x'.repeat(1_048_576) }))).toEqual([413, 'ContentLengthLimitExceeded']);
    expect(await upload(Buffer.alloc(1_048_577))).toEqual([413, 'ContentLengthLimitExceeded']);
  });

  it('cuts what is longer than a field, and says nothing', async () => {
    expect(await upload(rows({ ...ROW, LogName: 'x'.repeat(70_000) }))).toBe(204);
    expect(azure.rows.at(-1)?.LogName).toBe('x'.repeat(65_536));
  });
});
