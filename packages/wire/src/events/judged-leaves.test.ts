import { describe, expect, it } from 'vitest';
import { JudgedLeaves } from './judged-leaves.ts';

describe('JudgedLeaves', () => {
  it('knows equal leaves only', () => {
    const judged = new JudgedLeaves();
    judged.add({ text: 'x', field: 'a', role: 'text' });
    expect(judged.has({ text: 'x', field: 'a', role: 'text' })).toBe(true);
    expect(judged.has({ text: 'x', field: 'a', role: 'structure' })).toBe(false);
    expect(judged.has({ text: 'x', role: 'text' })).toBe(false);
    expect(judged.has({ text: 'ax', field: '', role: 'text' })).toBe(false);
    expect(judged.has({ text: 'x', field: 'a', role: 'text', tool: '' })).toBe(false);
  });

  it('remembers a bounded number, none of them long', () => {
    const judged = new JudgedLeaves();
    const leaf = (text: string) => ({ text, role: 'text' as const });
    judged.add(leaf('x'.repeat(200)));
    expect(judged.has(leaf('x'.repeat(200)))).toBe(false);
    for (let index = 0; index <= 1024; index++) judged.add(leaf(`${index}`));
    expect([judged.has(leaf('0')), judged.has(leaf('1024'))]).toEqual([false, true]);
  });
});
