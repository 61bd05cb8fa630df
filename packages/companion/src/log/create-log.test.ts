import { Writable } from 'node:stream';
import { SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, type Log, type LogOptions } from './create-log.ts';
import type { LogFields } from './log-fields.ts';

const SENTINEL = 'Marigold Vantongeren 123-45-6789';
const SESSION = '0198c0de-0000-7000-8000-00000000000a';

function logged(write: (log: Log) => void, options: LogOptions = {}): string {
  let written = '';
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      written += chunk.toString();
      done();
    },
  });
  write(createLog({ stream, clock: { now: () => 0 }, connections: ['openai'], level: 'debug', ...options }));
  return written;
}

describe('createLog', () => {
  it('writes one JSON line with the fields that have their shape', () => {
    const fields: LogFields = {
      operation: 'embeddings.create',
      connection: 'openai',
      sessionId: SESSION,
      status: 200,
      durationMs: 12.5,
      found: { NAME: 2 },
      config: `sha256:${'0a'.repeat(32)}`,
    };
    const text = logged((log) => log.info('call finished', fields));
    expect(text.endsWith('\n')).toBe(true);
    const expected = { time: '1970-01-01T00:00:00.000Z', level: 'info', message: 'call finished', ...fields };
    expect(JSON.parse(text)).toStrictEqual(expected);
  });

  it('writes the names of sinks that are configured', () => {
    const text = logged((log) => log.warn('sink failed', { sink: 'siem', count: 3 }), { sinks: ['siem'] });
    expect(JSON.parse(text)).toMatchObject({ message: 'sink failed', sink: 'siem', count: 3 });
  });

  it('writes the code of our errors and the class of others, and nothing they say', () => {
    const ours = logged((log) => log.error('call refused', new SallyportError('config_invalid', { place: SENTINEL })));
    expect(JSON.parse(ours)).toMatchObject({ level: 'error', message: 'call refused', code: 'config_invalid' });
    const theirs = logged((log) =>
      log.error('call failed', new TypeError(SENTINEL, { cause: SENTINEL }), { status: 500 }),
    );
    expect(JSON.parse(theirs)).toMatchObject({ code: 'internal', errorClass: 'TypeError', status: 500 });
    const thrown = logged((log) => log.error('call failed', SENTINEL));
    for (const text of [ours, theirs, thrown]) expect(text).not.toContain('Marigold');
  });

  it.each<[string, object]>([
    ['a field not on the list', { body: SENTINEL }],
    ['a code not in the catalogue', { code: SENTINEL }],
    ['a connection not configured', { connection: 'marigold-vantongeren' }],
    ['a sink not configured', { sink: 'marigold-vantongeren' }],
    ['an operation of another shape', { operation: SENTINEL }],
    ['an engine nobody knows', { engine: 'marigold-vantongeren' }],
    ['a session that is no UUID', { sessionId: SENTINEL }],
    ['counts with other keys', { found: { [SENTINEL]: 1 } }],
    ['counts that are texts', { found: { NAME: SENTINEL } }],
    ['a number that is text', { durationMs: SENTINEL }],
    ['an error as a field', { error: new Error(SENTINEL), stack: SENTINEL, cause: SENTINEL }],
    ['an error class that is no class', { errorClass: SENTINEL }],
    ['a level or message in the fields', { level: SENTINEL, message: SENTINEL }],
    ['an object with its own JSON', { code: { toJSON: () => SENTINEL }, found: { toJSON: () => SENTINEL } }],
  ])('drops %s', (_, fields) => {
    const text = logged((log) => log.warn('call refused', fields as LogFields));
    expect(text.toLowerCase()).not.toContain('marigold');
    expect(JSON.parse(text)).toMatchObject({ level: 'warn', message: 'call refused' });
  });

  it('replaces a message that is not on the list', () => {
    expect(JSON.parse(logged((log) => log.info(SENTINEL as never)))).toMatchObject({ message: 'unexpected fault' });
  });

  it('never lets a value through, whatever it is handed', () => {
    const values = fc.oneof(fc.constant(SENTINEL), fc.object({ values: [fc.constant(SENTINEL)] }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), values, (fields, error) => {
        const text = logged((log) => log.error('call failed', error, fields as LogFields));
        expect(text).not.toContain('Marigold');
      }),
    );
  });

  it('writes nothing below its level', () => {
    expect(logged((log) => log.info('call finished'), { level: 'warn' })).toBe('');
  });
});
