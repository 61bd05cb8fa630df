import { isSallyportError, type Operation, SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { matchOperation } from '../match-operation.ts';
import { ToyJudge } from './events.test-support.ts';
import { rewriteEventStream } from './rewrite-event-stream.ts';

function codeOf(operation: Operation | undefined): string | undefined {
  async function* body() {}
  try {
    if (operation === undefined) throw new SallyportError('internal');
    rewriteEventStream(operation, body(), { limitBytes: 1000, judge: new ToyJudge().judge });
  } catch (error) {
    return isSallyportError(error) ? error.code : 'other';
  }
  return undefined;
}

describe('rewriteEventStream', () => {
  it('refuses an operation that has no events, and one that is none', () => {
    expect(codeOf(matchOperation('POST', '/embeddings'))).toBe('stream_unsupported');
    expect(codeOf({ id: 'no.such', method: 'POST', path: '/no', query: [] })).toBe('operation_unknown');
  });
});
