import { describe, expect, it } from 'vitest';
import { formatResult } from './format-result.ts';
import { roundsRow } from './rounds-row.ts';

const NOTHING = { name: 'x', rows: [], ratios: {}, checks: [], conditions: {} };

describe('formatResult', () => {
  it('shows conditions, rows with the spread of their rounds, ratios and checks', () => {
    const result = {
      name: 'companion',
      rows: [
        roundsRow({ subject: 'sallyport', metric: 'calls', unit: 'req/s', rounds: [1200, 1000.4, 1100] }),
        { subject: 'stub', metric: 'p50', value: 0.1234, unit: 'ms' },
      ],
      ratios: { rps_vs_portkey_32: 0.98765 },
      checks: [
        { claim: 'every call arrived', holds: true },
        { claim: 'the ledger verifies', holds: false },
      ],
      conditions: { fsync: 'on' },
    };
    expect(formatResult(result)).toMatchInlineSnapshot(`
      "fsync  on

      subject    metric  value       unit   rounds, lowest to highest
      sallyport  calls         1100  req/s  1000 – 1200
      stub       p50          0.123  ms

      rps_vs_portkey_32  0.988

      ✓ every call arrived
      ✗ the ledger verifies"
    `);
  });

  it('leaves out what is not there', () => {
    expect(
      formatResult({ ...NOTHING, rows: [{ subject: 'a', metric: 'b', value: 1, unit: 'c' }] }),
    ).toMatchInlineSnapshot(`
      "subject  metric  value       unit
      a        b             1.00  c"
    `);
  });

  it.each([
    [0, '0.00'],
    [0.00456, '0.00456'],
    [-2.34567, '-2.35'],
    [12_345.6, '12346'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (value, expected) => {
    expect(formatResult({ ...NOTHING, ratios: { key: value } })).toMatch(new RegExp(`key +${expected}$`, 'm'));
  });
});
