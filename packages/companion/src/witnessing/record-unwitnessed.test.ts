import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { EventDraft } from '../door/event-log.ts';
import { createLog } from '../log/index.ts';
import { recordUnwitnessed } from './record-unwitnessed.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('recordUnwitnessed', () => {
  it.each([
    ['is recorded and warned of where it is said', { dangerouslyUnwitnessed: true }, ['witness']],
    ['is nothing where it is not', {}, []],
  ] as const)('a log without witnesses %s', async (_, more, optOuts) => {
    const drafts: EventDraft[] = [];
    let lines = '';
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        lines += String(chunk);
        done();
      },
    });
    const events = { record: async (draft: EventDraft) => void drafts.push(draft) };
    const config = { digest: DIGEST, ledger: { origin: 'sallyport.example/log', unwitnessedSeconds: 900, ...more } };
    await recordUnwitnessed(config, { events, log: createLog({ stream }) });
    expect(drafts.map(({ kind, details }) => [kind, details.optOut])).toEqual(optOuts.map((one) => ['opt_out', one]));
    expect(lines.includes('ledger unwitnessed')).toBe(optOuts.length > 0);
  });
});
