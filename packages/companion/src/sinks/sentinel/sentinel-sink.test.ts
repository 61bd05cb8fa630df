import { readFile } from 'node:fs/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { inspect } from 'node:util';
import { systemClock } from '@sallyport/core';
import { type Fault, type SentinelColumns, type SentinelStandIn, startSentinel } from '@sallyport/testkit';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SentinelSinkConfig } from '../../config/index.ts';
import { noSecrets, secretsOf } from '../secrets.test-support.ts';
import type { Sink, SinkParts } from '../sink.ts';
import { type SinkFailure, sinkContract, someSinkEvents } from '../sink-contract.test-support.ts';
import { loadSentinel } from './load-sentinel.ts';
import { sentinelSink } from './sentinel-sink.ts';

const never = new AbortController().signal;
const SECRET = 'an invented client secret';
const trusted = getCACertificates('default');
const { AZURE_POD_IDENTITY_AUTHORITY_HOST: metadataBefore } = process.env;
afterAll(() => {
  setDefaultCACertificates(trusted);
  if (metadataBefore === undefined) delete process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  else process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = metadataBefore;
});

/** Of the rule that docs/siem/sentinel.md has a deployer make. */
async function documentedColumns(): Promise<SentinelColumns> {
  const page = await readFile(new URL('../../../../../docs/siem/sentinel.md', import.meta.url), 'utf8');
  const template = JSON.parse(/```json\n(.*?)\n```/s.exec(page)?.[1] ?? '{}');
  const [table, rule] = template.resources;
  const { columns } = rule.properties.streamDeclarations['Custom-Sallyport_CL'];
  const types = (all: readonly { readonly name: string; readonly type: string }[]) =>
    Object.fromEntries(all.map(({ name, type }) => [name, type.toLowerCase()]));
  expect(types(table.properties.schema.columns)).toEqual(types(columns));
  return types(columns) as SentinelColumns;
}

async function start(): Promise<SentinelStandIn> {
  const azure = await startSentinel({ columns: await documentedColumns() });
  azure.secrets.add(SECRET);
  setDefaultCACertificates([...trusted, azure.certificate]);
  return azure;
}

function openSink(
  azure: SentinelStandIn,
  more: Partial<SentinelSinkConfig> = {},
  secrets: SinkParts['secrets'] = known,
) {
  const { origin, tenantId, clientId, ruleId, stream, audience } = azure;
  const credential = { tenantId, clientId, secret: 'sentinel', authorityHost: origin };
  const config = { name: 'events', endpoint: origin, ruleId, stream, audience, credential, ...more };
  return sentinelSink(config, { secrets, clock: systemClock });
}

const known = secretsOf({ sentinel: [SECRET] });
const refusal = (status: number, code: string): Fault => ({
  ...{ kind: 'status', status, headers: { 'content-type': 'application/json' } },
  body: JSON.stringify({ error: { code, message: 'said by Azure' } }),
});
const FAILURES: Readonly<Record<Exclude<SinkFailure, 'credential'>, Fault>> = {
  refuses: refusal(413, 'ContentLengthLimitExceeded'),
  unavailable: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
  hangs: { kind: 'hang' },
};

sinkContract({
  name: 'the Sentinel sink',
  failures: ['refuses', 'unavailable', 'credential', 'hangs'],
  open: async () => {
    const azure = await start();
    return {
      sink: await openSink(azure),
      taken: () => azure.rows.map(({ Sequence }) => Number(Sequence)),
      fail: (failure) => {
        if (failure === 'credential') azure.denied = true;
        else azure.fail(FAILURES[failure], Number.POSITIVE_INFINITY);
      },
      mend: () => {
        azure.mend();
        azure.denied = false;
      },
      close: azure.close,
    };
  },
});

describe('the Sentinel sink', () => {
  let azure: SentinelStandIn;
  let sink: Sink;
  const deliver = (first: number, count: number) => sink.deliver(someSinkEvents(first, count), { signal: never });
  const sequences = () => azure.rows.map(({ Sequence }) => Sequence);
  const again = async (...more: Parameters<typeof openSink> extends [unknown, ...infer Rest] ? Rest : never) => {
    await sink.close();
    sink = await openSink(azure, ...more);
  };
  beforeEach(async () => {
    azure = await start();
    sink = await openSink(azure);
  });
  afterEach(async () => {
    await sink.close();
    await azure.close();
  });

  it('gives each event a row, whose columns are those of the rule', async () => {
    const [event] = someSinkEvents(7, 1);
    await sink.deliver(event === undefined ? [] : [event], { signal: never });
    expect(azure.rows).toEqual([
      {
        TimeGenerated: new Date(event?.time ?? 0).toISOString(),
        EventTime: new Date(event?.time ?? 0).toISOString(),
        LogName: 'sallyport.example/log',
        Sequence: 7,
        Kind: event?.kind,
        Event: event?.ocsf,
      },
    ]);
  });

  it('gives a time that no column can hold the nearest that one can', async () => {
    const [event] = someSinkEvents(0, 1);
    if (event === undefined) return expect.unreachable();
    const times = [-(2 ** 53), 2 ** 53 - 1];
    await sink.deliver(
      times.map((time) => ({ ...event, time })),
      { signal: never },
    );
    expect(azure.rows.map(({ EventTime }) => EventTime)).toEqual([
      '0001-01-01T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
    ]);
  });

  it('asks for one token, and sends the most that it says in one request', async () => {
    const [event] = someSinkEvents(0, 1);
    if (event === undefined) return expect.unreachable();
    const { events: count, bytes } = sink.most;
    const ocsf = { metadata: { log_name: 'o'.repeat(255) }, padding: 'x'.repeat(Math.floor(bytes / count) - 310) };
    const json = JSON.stringify(ocsf);
    expect(json.length * count).toBeGreaterThan(bytes - 10_000);
    const events = Array.from({ length: count }, (_, index) => ({ ...event, index, ocsf, json }));
    await sink.deliver(events, { signal: never });
    await deliver(0, 2);
    expect([azure.rows.length, azure.uploads]).toEqual([count + 2, 2]);
    // And where to ask is found out once.
    expect(azure.asked).toBeLessThanOrEqual(2);
  });

  it('raises sink_refused for an event that Azure would cut, before anything is sent', async () => {
    const [event, other] = someSinkEvents(0, 2);
    if (event === undefined || other === undefined) return expect.unreachable();
    const sized = (bytes: number) => {
      const ocsf = { ...event.ocsf, padding: '' };
      const padding = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(ocsf)));
      return { ...event, ocsf: { ...ocsf, padding }, json: JSON.stringify({ ...ocsf, padding }) };
    };
    await expect(sink.deliver([other, sized(65_537)], { signal: never })).rejects.toMatchObject({
      code: 'sink_refused',
    });
    expect(azure.uploads).toBe(0);
    await sink.deliver([sized(65_536)], { signal: never });
    expect(azure.rows[0]?.Event).toEqual(sized(65_536).ocsf);
  });

  it.each([
    ['another rule', { ruleId: 'dcr-00000000000000000000000000000000' }],
    ['another stream', { stream: 'Custom-Other_CL' }],
  ])('raises sink_unavailable for %s, which may be mended: no event is at fault', async (_name, more) => {
    await again(more);
    await expect(deliver(0, 1)).rejects.toMatchObject({ code: 'sink_unavailable' });
  });

  it.each<readonly [string, Fault, string]>([
    ['says that a row is wrong', refusal(400, 'InvalidPayload'), 'sink_refused'],
    ['fails', { kind: 'status', status: 503 }, 'sink_unavailable'],
    ['breaks off', { kind: 'reset' }, 'sink_unavailable'],
    ['answers something else', { kind: 'status', status: 200, body: '{}' }, 'sink_unavailable'],
  ])('sends once where Azure %s', async (_name, fault, code) => {
    azure.fail(fault);
    const error: unknown = await deliver(0, 1).catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: 9 })).not.toMatch(/said by Azure|localhost|Bearer|imds|entra-/);
    expect(azure.uploads).toBe(1);
  });

  it.each([303, 307])('follows nobody elsewhere, by status %s', async (status) => {
    azure.fail({ kind: 'status', status, headers: { location: `${azure.origin}/anywhere` } });
    await expect(deliver(0, 1)).rejects.toMatchObject({ code: 'sink_unavailable' });
    expect(azure.uploads).toBe(1);
  });

  it('shows a stranger neither its secret nor an event', async () => {
    setDefaultCACertificates(trusted);
    await again();
    await expect(deliver(0, 1)).rejects.toMatchObject({ code: 'sink_credential' });
    expect([azure.uploads, azure.asked]).toEqual([0, 0]);
    const stranger = await startSentinel();
    setDefaultCACertificates([...trusted, azure.certificate]);
    await again({ endpoint: stranger.origin });
    await expect(deliver(0, 1)).rejects.toMatchObject({ code: 'sink_unavailable' });
    expect([stranger.uploads, azure.asked > 0]).toEqual([0, true]);
    await stranger.close();
  });

  it('gets another token for one that is withdrawn', async () => {
    await deliver(0, 1);
    azure.revokeAll();
    await deliver(1, 1);
    expect(sequences()).toEqual([0, 1]);
    expect(azure.uploads).toBe(3);
  });

  it.each([
    ['wrong', secretsOf({ sentinel: ['another secret'] })],
    ['not there', noSecrets],
    ['not to be opened', { versions: () => Promise.reject(new TypeError('sealed')), get: async () => undefined }],
  ])('raises sink_credential where the secret is %s', async (_name, secrets) => {
    await again({}, secrets);
    const error: unknown = await deliver(0, 1).catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'sink_credential' });
    expect(inspect(error, { depth: 9 })).not.toMatch(/another secret|AADSTS|sealed/);
    expect(azure.uploads).toBe(0);
  });

  it('proves itself with the older secret while Entra does not know the newer one', async () => {
    await again({}, secretsOf({ sentinel: ['the next secret', SECRET] }));
    await deliver(0, 1);
    expect(sequences()).toEqual([0]);
  });

  it('proves itself by a managed identity of the host', async () => {
    process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = azure.origin;
    await again({ credential: { managedIdentity: 'system' } }, noSecrets);
    await deliver(0, 2);
    await again({ credential: { managedIdentity: { clientId: azure.identityId } } }, noSecrets);
    await deliver(2, 1);
    expect(sequences()).toEqual([0, 1, 2]);
    await again({ credential: { managedIdentity: { clientId: azure.clientId } } }, noSecrets);
    await expect(deliver(3, 1)).rejects.toMatchObject({ code: 'sink_credential' });
  });

  it('breaks off an upload that is cancelled', async () => {
    azure.fail({ kind: 'hang' });
    const cancelling = new AbortController();
    const ended = expect(sink.deliver(someSinkEvents(0, 1), { signal: cancelling.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect.poll(() => azure.underWay).toBe(1);
    cancelling.abort();
    await ended;
    await expect.poll(() => azure.underWay).toBe(0);
  });

  it('ends what is under way when it is closed, and sends nothing after', async () => {
    await deliver(0, 1);
    azure.fail({ kind: 'hang' });
    const delivery = deliver(1, 1);
    const ended = expect(delivery).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => azure.uploads).toBe(2);
    await sink.close();
    await ended;
    await expect(deliver(2, 1)).rejects.toMatchObject({ code: 'cancelled' });
    expect(azure.uploads).toBe(2);
  });
});

describe('loadSentinel', () => {
  it('names the package that is not installed', async () => {
    const loading = loadSentinel('events', () => Promise.reject(new TypeError('a path')));
    await expect(loading).rejects.toMatchObject({
      code: 'config_invalid',
      place: 'sinks/events: sentinel needs the package @azure/monitor-ingestion, which could not be loaded',
    });
  });
});
