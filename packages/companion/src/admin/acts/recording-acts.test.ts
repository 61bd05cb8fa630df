import { SallyportError, utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { EventDraft } from '../../door/event-log.ts';
import type { ActParts } from './act-parts.ts';
import { type ActCall, isActStream } from './admin-act.ts';
import { RECORDING_ACTS } from './recording-acts.ts';

const SESSION = '00000000-0000-4000-8000-00000000000a';

/** Performs an act, and writes down what happens in which order. */
function performing(path: string, { failing, headers = {} }: { failing?: Error; headers?: ActCall['headers'] } = {}) {
  const steps: string[] = [];
  const recorded: EventDraft[] = [];
  async function* lines() {
    try {
      steps.push('first');
      yield utf8('one\n');
      yield utf8('two\n');
    } finally {
      steps.push('closed');
    }
  }
  const open = async (session: string) => {
    steps.push(`read ${session}`);
    if (failing !== undefined) throw failing;
    return lines();
  };
  const record = async (draft: EventDraft) => {
    steps.push(`recorded ${draft.status}`);
    recorded.push(draft);
  };
  const parts = { log: { record }, recordings: { read: open, readOriginal: open } } as unknown as ActParts;
  const identity = { issuer: 'https://idp.example', subject: 'ada.example' };
  const call = { id: SESSION, headers, clientIp: '192.0.2.7', session: { id: 'admin-session', identity }, body: {} };
  const act = RECORDING_ACTS.find((one) => one.path === path);
  const answer = act?.perform(parts, call as unknown as ActCall) ?? Promise.reject(new SallyportError('internal'));
  return { answer, steps, recorded };
}

describe.each([
  ['/v1/admin/recordings/{id}', 'replay'],
  ['/v1/admin/originals/{id}', 'originals'],
])('GET %s', (path, use) => {
  it('is recorded before anything is read, and read as it is taken', async () => {
    const { answer, steps, recorded } = performing(path);
    const given = await answer;
    if (!isActStream(given)) throw new SallyportError('internal');
    expect(steps).toEqual(['recorded success', `read ${SESSION}`]);
    expect(recorded).toMatchObject([
      { kind: 'recording.read', identity: { subject: 'ada.example' }, clientIp: '192.0.2.7' },
    ]);
    expect(recorded[0]?.details).toEqual({
      adminSessionId: 'admin-session',
      sessionId: SESSION,
      recording: { use },
    });
    expect(given.type).toBe('application/x-ndjson');
    expect(await given.stream.read()).toEqual(utf8('one\n'));
    await given.stream.cancel();
    expect(steps.slice(2)).toEqual(['first', 'closed']);
    expect(await given.stream.read()).toBeUndefined();
  });

  it('that fails is recorded so', async () => {
    const { answer, recorded } = performing(path, { failing: new SallyportError('recording_corrupt') });
    await expect(answer).rejects.toMatchObject({ code: 'recording_corrupt' });
    expect(recorded.map(({ status, details }) => [status, details.error])).toEqual([
      ['success', undefined],
      ['failure', 'recording_corrupt'],
    ]);
  });
});

describe('Sallyport-Use', () => {
  const reading = (use: string) => performing('/v1/admin/recordings/{id}', { headers: { 'sallyport-use': use } });

  it.each(['replay', 'serve', 'compare', 'export', 'verify'])('says %s in the event', async (use) => {
    const { answer, recorded } = reading(use);
    await answer;
    expect(recorded[0]?.details.recording).toEqual({ use });
  });

  it.each(['originals', 'Maria Delgado', ''])('is refused as "%s", and goes into no event', async (use) => {
    const { answer, steps } = reading(use);
    await expect(answer).rejects.toMatchObject({ code: 'request_invalid' });
    expect(steps).toEqual([]);
  });
});
