import { describe, expect, it } from 'vitest';
import { positionChecks, positionRows, rawPositions } from './check-positions.ts';

const LEFT = [
  { name: 'openai', workload: 'chat', planted: 2, raw: ['user', 'metadata'] },
  { name: 'sallyport', workload: 'chat', planted: 2, raw: [] },
  { name: 'redactum', workload: 'chat', planted: 2, raw: ['user'] },
  { name: 'openai guardrails', workload: 'chat', planted: 2, raw: ['user', 'metadata'] },
] as const;

describe('positions', () => {
  it('are counted for each client, and named for peers', () => {
    expect(positionRows(LEFT).map(({ subject, value, unit }) => [subject, value, unit])).toEqual([
      ['openai', 2, 'of 2'],
      ['sallyport', 0, 'of 2'],
      ['redactum', 1, 'of 2'],
      ['openai guardrails', 2, 'of 2'],
    ]);
    expect(rawPositions(LEFT)).toEqual({
      'redactum, chat, left raw': 'user',
      'openai guardrails, chat, left raw': 'all',
    });
  });

  it('must be none of ours, and all of the plain client', () => {
    expect(positionChecks(LEFT).map(({ holds }) => holds)).toEqual([true, true]);
    const [plain, ours] = LEFT;
    expect(positionChecks([{ ...ours, raw: ['user'] }])).toMatchObject([{ holds: false }]);
    expect(positionChecks([{ ...plain, raw: ['user'] }])).toMatchObject([{ holds: false }]);
  });
});
