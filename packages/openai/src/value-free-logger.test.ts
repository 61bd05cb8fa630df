import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originalLogger, valueFreeLogger } from './value-free-logger.ts';

/** A logger that keeps what it is told. */
function keeping() {
  const lines: unknown[][] = [];
  const line =
    (level: string) =>
    (...parts: unknown[]) =>
      void lines.push([level, ...parts]);
  return { lines, logger: { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') } };
}

describe('a value-free logger', () => {
  it.each([
    ['[log_4f2a1c] sending request', '[log_4f2a1c] sending request'],
    [
      '[log_4f2a1c, retryOf: log_00ab12, x-request-id: "req_9"] POST https://api.openai.com/v1/files/078-05-1120 failed with status 500 in 12ms',
      '[log_4f2a1c, retryOf: log_00ab12, x-request-id: … POST … failed with status 500 in 12ms',
    ],
    ['[log_1] connection timed out - retrying, 2 attempts remaining', undefined],
    ['[log_1] response error (error; no more retries left)', undefined],
    ['Could not parse message into JSON:', undefined],
    ['Maria Delgado', '… …'],
    ['078051120', '…'],
    ['', ''],
  ])('says of %j what is the client’s own', (message, said = message) => {
    const { lines, logger } = keeping();
    valueFreeLogger(logger).info(message);
    expect(lines).toEqual([['info', said]]);
  });

  it('passes of objects the status and the duration alone, and drops everything else', () => {
    const { lines, logger } = keeping();
    const details = { status: 200, durationMs: 7, url: 'https://x.example/078-05-1120', body: { ssn: '078-05-1120' } };
    valueFreeLogger(logger).debug('[log_1] response parsed', details, 'SSN 078-05-1120', null, {
      status: '078-05-1120',
    });
    expect(lines).toEqual([['debug', '[log_1] response parsed', { status: 200, durationMs: 7 }]]);
  });

  it('takes a message that is no text', () => {
    const { lines, logger } = keeping();
    valueFreeLogger(logger).error({ ssn: '078-05-1120' } as never);
    expect(lines).toEqual([['error', '…']]);
  });

  it('stands over the original, however often it is wrapped', () => {
    const { logger } = keeping();
    const twice = valueFreeLogger(valueFreeLogger(logger));
    expect(originalLogger(twice)).toBe(logger);
    expect(originalLogger(logger)).toBe(logger);
  });

  it('says no word of a text that is not the client’s own', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (words) => {
        const { lines, logger } = keeping();
        const marked = words.map((word) => `zq${word}`);
        valueFreeLogger(logger).warn(marked.join(' '), ...marked);
        expect(JSON.stringify(lines)).not.toContain('zq');
      }),
    );
  });
});
