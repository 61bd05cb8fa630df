import { describe, expect, it } from 'vitest';
import { BenchFailure } from './bench-failure.ts';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('has a default for everything but the name', () => {
    expect(readOptions(['companion'])).toEqual({
      name: 'companion',
      options: { rounds: 5, count: 3000, calls: undefined, profile: false, connections: 32, inProcess: false },
    });
  });

  it('takes the options in any place', () => {
    const { name, options } = readOptions([
      '--rounds',
      '2',
      'ledger',
      '--count=10',
      '--in-process',
      '--calls',
      '7',
      '--profile',
      '--connections=1',
    ]);
    expect(name).toBe('ledger');
    expect(options).toEqual({ rounds: 2, count: 10, calls: 7, profile: true, connections: 1, inProcess: true });
  });

  it('leaves the name empty when none is given', () => {
    expect(readOptions([]).name).toBe('');
  });

  it.each([
    [['companion', 'ledger']],
    [['--rounds', '0']],
    [['--count', '1.5']],
    [['--calls', 'many']],
    [['--connections', '0']],
    [['--fast']],
    [['--rounds']],
  ])('refuses %j', (args) => {
    expect(() => readOptions(args)).toThrow(BenchFailure);
  });
});
