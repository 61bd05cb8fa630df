import type { Recovery } from '@sallyport/companion';
import { describe, expect, it } from 'vitest';
import { planText } from './plan-text.ts';

const at = (size: number) => ({ origin: 'sallyport.example/log', size, root: new Uint8Array(32), note: '' });
const lost = (size: number, ...witnesses: readonly string[]) => ({ witnesses, seen: at(size) });
const plan = (more: Partial<Recovery['plan']>): Recovery['plan'] => ({
  ...{ backup: at(812), lost: [lost(945, 'one.example', 'two.example')], openSessions: 3 },
  ...more,
});

describe('what a recovery is about', () => {
  it('is said in words', () => {
    const lastHeartbeat = Date.UTC(2026, 10, 28, 23, 59);
    expect(planText(plan({ lastHeartbeat }))).toMatchInlineSnapshot(`
      "sallyport.example/log: the ledger of this database verifies, with 812 entries; it is older than was witnessed
      what was seen that the backup has not:
        entries 812 to 944: 133 entries, seen by one.example, two.example
      the last heartbeat in the backup is of 2026-11-28T23:59:00.000Z
      sessions that are open in the backup: 3
      the events of that range are lost, and so is what they say of calls: the providers may have been sent them
      "
    `);
  });

  it('may be one entry, of a backup without a heartbeat', () => {
    const text = planText(plan({ lost: [lost(945, 'one.example'), lost(813, 'two.example')] }));
    expect(text).toContain('  entry 812: 1 entry, seen by two.example\nthere is no heartbeat in the backup\n');
  });
});
