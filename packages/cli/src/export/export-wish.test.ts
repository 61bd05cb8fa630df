import { describe, expect, it } from 'vitest';
import { type ExportOptions, readWish } from './export-wish.ts';

const NOW = Date.UTC(2026, 11, 1);
const PLAIN: ExportOptions = { recordings: true, sample: '25' };
const ID = '0f9d9a0e-52f0-4f6e-b3f1-6a4b8f6f0c11';

describe('what is to be exported', () => {
  it('is all, with recordings and a sample that chance draws', () => {
    const { sample, ...wish } = readWish(PLAIN, NOW);
    expect([wish, sample.size]).toEqual([{ recordings: true }, 25]);
    expect(sample.seed).toMatch(/^[0-9a-f]{16}$/);
    expect(readWish(PLAIN, NOW).sample.seed).not.toBe(sample.seed);
  });

  it('is what the options say', () => {
    const period = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
    const filter = {
      issuer: 'https://login.example/',
      subject: 'ada',
      connection: 'openai',
      operation: 'o',
      correlation: ID,
    };
    expect(readWish({ ...period, ...filter, recordings: false, seed: 'q4-2026', sample: '60' }, NOW)).toEqual({
      ...{ from: Date.UTC(2026, 10, 1), to: NOW, filter, recordings: false, sample: { seed: 'q4-2026', size: 60 } },
    });
  });

  it.each<[string, Partial<ExportOptions>]>([
    ['--from', { from: 'yesterday' }],
    ['--to', { to: '2026-02-30T00:00:00Z' }],
    ['--from must come before --to', { from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    ['--from must come before --to', { from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    ['--from lies ahead', { from: '2027-01-01T00:00:00Z' }],
    ['--to lies ahead', { to: '2026-12-01T00:00:01Z' }],
    ['--issuer and --subject', { issuer: 'https://login.example/' }],
    ['--issuer and --subject', { subject: 'ada' }],
    ['--correlation', { correlation: 'none' }],
    ['--connection', { connection: '' }],
    ['--operation', { operation: 'x'.repeat(2_049) }],
    ['--seed', { seed: 'a,b' }],
    ['--seed', { seed: '' }],
    ['--sample', { sample: '0' }],
    ['--sample', { sample: '10001' }],
    ['--sample', { sample: '1e3' }],
  ])('is refused with the option that is wrong: %s', (place, more) => {
    expect(() => readWish({ ...PLAIN, ...more }, NOW)).toThrow(
      expect.objectContaining({ code: 'request_invalid', place: expect.stringContaining(place) }),
    );
  });
});
