import { SallyportError } from '@sallyport/core';
import type { AnswerStream, Reply } from '@sallyport/pipeline';
import { describe, expect, it } from 'vitest';
import { bodyOf } from './response-body.ts';

const NEVER = new AbortController().signal;

/** Gives chunks, then waits until it is cancelled, or ends. */
function streamOf(chunks: readonly string[], end: 'ends' | 'waits' | SallyportError = 'ends') {
  const left = chunks.map((text) => new TextEncoder().encode(text));
  const told = { reads: 0, cancelled: 0 };
  const waiting = Promise.withResolvers<undefined>();
  waiting.promise.catch(() => undefined);
  const stream: AnswerStream = {
    read: async () => {
      told.reads += 1;
      const chunk = left.shift();
      if (chunk !== undefined) return chunk;
      if (end instanceof SallyportError) throw end;
      return end === 'ends' ? undefined : waiting.promise;
    },
    cancel: async () => {
      told.cancelled += 1;
      waiting.reject(new SallyportError('cancelled'));
    },
  };
  const reply: Reply = { status: 200, headers: {}, body: new Uint8Array(0), stream };
  return { reply, told };
}

describe('bodyOf', () => {
  it('gives a whole body as it is, and a stream as it is read', async () => {
    const whole = { status: 200, headers: {}, body: new Uint8Array([104, 105]) };
    expect(await new Response(bodyOf(whole, NEVER)).text()).toBe('hi');
    const { reply, told } = streamOf(['a', 'b']);
    const response = new Response(bodyOf(reply, NEVER));
    expect(told.reads).toBe(0);
    expect(await response.text()).toBe('ab');
    expect(told).toEqual({ reads: 3, cancelled: 0 });
  });

  it('fails as its stream fails', async () => {
    const { reply } = streamOf(['a'], new SallyportError('companion_unreachable'));
    await expect(new Response(bodyOf(reply, NEVER)).text()).rejects.toMatchObject({ code: 'companion_unreachable' });
  });

  it.each(['while it is read', 'while nobody reads it'])(
    'ends with the caller’s own reason, aborted %s',
    async (when) => {
      const { reply, told } = streamOf(['a'], 'waits');
      const stop = new AbortController();
      const reader = new Response(bodyOf(reply, stop.signal)).body?.getReader();
      await reader?.read();
      const reason = new Error('enough');
      const reading = when === 'while it is read' ? reader?.read() : undefined;
      reading?.catch(() => undefined);
      stop.abort(reason);
      await expect(reading ?? reader?.read()).rejects.toBe(reason);
      expect(told.cancelled).toBe(1);
    },
  );

  it('cancels its stream when it is cancelled', async () => {
    const { reply, told } = streamOf(['a'], 'waits');
    const body = new Response(bodyOf(reply, NEVER)).body;
    await body?.cancel();
    expect(told.cancelled).toBe(1);
  });

  it('keeps no hold of a signal once it has ended', async () => {
    const { reply, told } = streamOf(['a']);
    const stop = new AbortController();
    expect(await new Response(bodyOf(reply, stop.signal)).text()).toBe('a');
    stop.abort();
    expect(told.cancelled).toBe(0);
  });
});
