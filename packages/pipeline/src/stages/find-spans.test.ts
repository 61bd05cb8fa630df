import { describe, expect, it } from 'vitest';
import { DEFAULT_DETECT } from '../defaults.ts';
import type { Detect } from '../ports.ts';
import { exposed, findSpans } from './find-spans.ts';

/** Whether a name or key is refused for an identifier in it. */
async function refused(text: string): Promise<boolean> {
  const leaves = [{ text, role: 'structure' as const }];
  return exposed(leaves, await findSpans(DEFAULT_DETECT, leaves));
}

describe('an identifier in a structure', () => {
  it.each([
    'ssn-078-05-1120',
    'MRN:4445483148',
    'mrn-4445483148',
    'npi:1245319599',
    'call_1FJEKDCM2GB451084',
    '2026-03-14',
    'DOB: 02/01/1952. Vitals stable.',
    'MRN: 4445483148. Admitted from clinic.',
    'seen 03/14/2026',
    'call (415) 555-0132',
    'Mrs. Maria Delgado was seen',
  ])('refuses the call: %s', async (text) => {
    expect(await refused(text)).toBe(true);
  });

  it.each([
    'gpt-4o-2024-08-06',
    'ft:gpt-4o-2024-08-06:acme::abc123',
    'gen-1700000000-x',
    'chatcmpl-1700000000',
    'call_4111111111111111',
    'batch-2026-03-14',
    'stainless-node-retry-eb52d798-84b0-4efb-879d-356a6143b108',
    'application/json; charset=utf-8',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  ])('is not what only looks like one inside a name: %s', async (text) => {
    expect(await refused(text)).toBe(false);
  });
});

describe('findSpans', () => {
  it('takes a key that is written as programs write names for the name of a field, and reads any other', async () => {
    const seen: unknown[] = [];
    const detect: Detect = async (inputs) => {
      seen.push(...inputs.map(({ structure }) => structure === true));
      return inputs.map(() => []);
    };
    const keys = ['ward', 'patient_name', 'visitDate', 'Ingrid Halvorsen', 'Halvorsen', 'halvorsen ingrid', '4481234'];
    await findSpans(detect, [
      ...keys.map((text) => ({ text, role: 'text' as const, key: true as const })),
      { text: 'ward', role: 'text' as const },
    ]);
    expect(seen).toEqual([true, true, true, false, false, false, false, false]);
  });
});
