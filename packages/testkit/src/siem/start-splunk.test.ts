import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Splunk, startSplunk } from './start-splunk.ts';

const channel = randomUUID();
let splunk: Splunk;

beforeEach(async () => {
  splunk = await startSplunk({ maxContentLength: 1_000 });
});
afterEach(() => splunk.close());

interface Sent {
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post({ path = '/services/collector/event', body = '', headers = {} }: Sent) {
  const usual = { authorization: `Splunk ${splunk.token}`, 'x-splunk-request-channel': channel };
  const answer = await fetch(`${splunk.url}${path}`, { method: 'POST', headers: { ...usual, ...headers }, body });
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : text };
}

const event = (more: object = {}) => JSON.stringify({ time: 1.5, event: { a: '}{' }, ...more });
const ask = async (...acks: number[]) =>
  (await post({ path: '/services/collector/ack', body: JSON.stringify({ acks }) })).json;

describe('the stand-in for Splunk', () => {
  it('takes several events at once, and indexes them once that was asked for', async () => {
    expect(await post({ body: `${event()}\n${event()}` })).toEqual({
      status: 200,
      json: { text: 'Success', code: 0, ackId: 0 },
    });
    expect(splunk.indexed).toEqual([]);
    expect(await ask(0)).toEqual({ acks: { 0: false } });
    expect(await ask(0, 1)).toEqual({ acks: { 0: true, 1: false } });
    expect(splunk.indexed).toHaveLength(2);
    expect(await ask(0)).toEqual({ acks: { 0: false } });
    expect((await post({ body: event() })).json).toMatchObject({ ackId: 1 });
  });

  it('counts in each channel for itself, and forgets all in a restart', async () => {
    const other = { 'x-splunk-request-channel': randomUUID() };
    await post({ body: event() });
    expect((await post({ body: event(), headers: other })).json).toMatchObject({ ackId: 0 });
    splunk.restart();
    await ask(0);
    expect(await ask(0)).toEqual({ acks: { 0: false } });
    expect(splunk.indexed).toEqual([]);
  });

  it.each([
    [401, 3, { headers: { authorization: 'Bearer x' } }],
    [403, 4, { headers: { authorization: 'Splunk x' } }],
    [400, 10, { headers: { 'x-splunk-request-channel': '' } }],
    [400, 11, { headers: { 'x-splunk-request-channel': 'mine' } }],
    [400, 5, { body: ' \n' }],
    [400, 6, { body: '[1]' }],
    [400, 6, { body: `${event()}{"event":` }],
    [400, 6, { body: event({ colour: 'red' }) }],
    [400, 6, { body: event({ time: 'now' }) }],
    [400, 7, { body: event({ index: 'secret' }) }],
    [400, 12, { body: '{"time":1}' }],
    [400, 13, { body: '{"time":1,"event":""}' }],
    [400, 15, { body: event({ fields: { a: { b: 1 } } }) }],
    [404, 404, { path: '/services/other' }],
  ])('answers %i and code %i to %j', async (status, code, sent) => {
    expect(await post(sent)).toMatchObject({ status, json: { code } });
  });

  it('takes what stands before the first invalid event, and says which one that is', async () => {
    const { json } = await post({ body: `${event()}${event({ event: '' })}${event()}` });
    expect(json).toMatchObject({ code: 13, 'invalid-event-number': 1 });
    expect(splunk.indexed).toHaveLength(1);
  });

  it('takes no more than it may', async () => {
    expect(await post({ body: event({ event: 'x'.repeat(1_000) }) })).toMatchObject({ status: 413 });
  });

  it('acknowledges nothing for a token that is not set up so', async () => {
    splunk.acknowledges = false;
    expect((await post({ body: event() })).json).toEqual({ text: 'Success', code: 0 });
    expect(await ask(0)).toMatchObject({ code: 14 });
  });
});
