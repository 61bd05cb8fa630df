import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { type AttemptEnd, ClientCalls } from './client-calls.ts';
import { type FetchCall, readFetchCall } from './request-call.ts';

const BUSY: AttemptEnd = { status: 429, headers: {} };

function attempt(count: number, more: { body?: BodyInit; url?: string; headers?: Record<string, string> } = {}) {
  const { body = '{"input":"fever"}', url = 'https://api.openai.com/v1/embeddings', headers = {} } = more;
  const numbered = { ...headers, 'x-stainless-retry-count': String(count) };
  return readFetchCall(url, { method: 'POST', headers: numbered, body }) as FetchCall;
}

/** Makes an attempt that ends so, and gives what it shared. */
function failing(calls: ClientCalls, call: FetchCall, reply: AttemptEnd = BUSY) {
  const shared = calls.begin(call);
  calls.end(call, { shared, reply });
  return shared;
}

describe('the attempts of one client call', () => {
  it('share a correlation id and a secret, however many they are', () => {
    const calls = new ClientCalls(new TestClock());
    const first = failing(calls, attempt(0));
    expect(failing(calls, attempt(1))).toBe(first);
    expect(failing(calls, attempt(2))).toBe(first);
    expect(first.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.subject).toHaveLength(16);
  });

  it.each<[string, AttemptEnd]>([
    ['408', { status: 408, headers: {} }],
    ['409', { status: 409, headers: {} }],
    ['500', { status: 500, headers: {} }],
    ['a 403 that says so', { status: 403, headers: { 'x-should-retry': 'true' } }],
    ['no answer by then', undefined],
  ])('are recognised after %s', (_, end) => {
    const calls = new ClientCalls(new TestClock());
    expect(failing(calls, attempt(0), end)).toBe(calls.begin(attempt(1)));
  });

  it.each<[string, AttemptEnd]>([
    ['200', { status: 200, headers: {} }],
    ['400', { status: 400, headers: {} }],
    ['a 503 that says not to', { status: 503, headers: { 'x-should-retry': 'false' } }],
  ])('are none after %s', (_, end) => {
    const calls = new ClientCalls(new TestClock());
    expect(failing(calls, attempt(0), end)).not.toBe(calls.begin(attempt(1)));
  });

  it('keep the correlation id of the caller', () => {
    const own = { 'sallyport-correlation': '00000000-0000-4000-8000-000000000001' };
    const calls = new ClientCalls(new TestClock());
    expect(failing(calls, attempt(0, { headers: own })).correlationId).toBe(own['sallyport-correlation']);
  });

  it('are known by a body that is an object', () => {
    const calls = new ClientCalls(new TestClock());
    const [one, other] = [new FormData(), new FormData()];
    const first = failing(calls, attempt(0, { body: one }));
    expect(calls.begin(attempt(1, { body: other }))).not.toBe(first);
    expect(calls.begin(attempt(1, { body: one }))).toBe(first);
  });

  it.each<[string, FetchCall]>([
    ['is numbered as a first one', attempt(0)],
    ['has another body', attempt(1, { body: '{"input":"cough"}' })],
    ['goes elsewhere', attempt(1, { url: 'https://api.openai.com/v1/moderations' })],
    ['has another idempotency key', attempt(1, { headers: { 'idempotency-key': 'b' } })],
    ['has a number that is none', attempt(1, { headers: {} })],
  ])('are not one that %s', (name, call) => {
    const calls = new ClientCalls(new TestClock());
    const first = failing(calls, attempt(0));
    const other = name.endsWith('none') ? { ...call, headers: { 'x-stainless-retry-count': 'many' } } : call;
    expect(calls.begin(other)).not.toBe(first);
  });

  it('are each of one call when two identical ones fail at once', () => {
    const calls = new ClientCalls(new TestClock());
    const both = [failing(calls, attempt(0)), failing(calls, attempt(0))];
    const again = [calls.begin(attempt(1)), calls.begin(attempt(1))];
    expect(new Set(again)).toEqual(new Set(both));
    expect(both).not.toContain(calls.begin(attempt(1)));
  });

  it('are forgotten after two minutes, and the oldest when there are too many', () => {
    const clock = new TestClock();
    const calls = new ClientCalls(clock);
    const first = failing(calls, attempt(0));
    clock.advance(120_001);
    expect(calls.begin(attempt(1))).not.toBe(first);
    const many = Array.from({ length: 257 }, (_, index) => failing(calls, attempt(0, { body: `${index}` })));
    expect(calls.begin(attempt(1, { body: '0' }))).not.toBe(many[0]);
    expect(calls.begin(attempt(1, { body: '256' }))).toBe(many[256]);
  });
});
