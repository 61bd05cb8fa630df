import { SallyportError } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import type { EventDraft, EventLog } from './event-log.ts';
import { recordedAct } from './recorded-act.ts';

const DRAFT: EventDraft = { kind: 'credential.rotated', status: 'success', details: { adminSessionId: 'x' } };

/** A log that notes what comes when, and fails where told. */
function notingLog(order: string[], fails = false): EventLog {
  return {
    record: async ({ status, details }) => {
      if (fails) throw new SallyportError('ledger_unavailable');
      order.push(`${status} ${details.error ?? ''}`.trim());
    },
    commit: async () => [],
  };
}

describe('recordedAct', () => {
  it('records before it acts', async () => {
    const order: string[] = [];
    const act = async () => order.push('act');
    expect(await recordedAct(notingLog(order), DRAFT, act)).toBe(2);
    expect(order).toEqual(['success', 'act']);
  });

  it('records a failure too', async () => {
    const order: string[] = [];
    const act = async () => {
      throw new SallyportError('rotation_in_progress');
    };
    await expect(recordedAct(notingLog(order), DRAFT, act)).rejects.toMatchObject({ code: 'rotation_in_progress' });
    expect(order).toEqual(['success', 'failure rotation_in_progress']);
  });

  it('does nothing that it cannot record', async () => {
    const order: string[] = [];
    const act = async () => order.push('act');
    await expect(recordedAct(notingLog(order, true), DRAFT, act)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    expect(order).toEqual([]);
  });
});
