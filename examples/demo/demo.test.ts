import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runNode } from './run-node.ts';

const MAIN = resolve(import.meta.dirname, 'main.ts');

describe('the demo', () => {
  it('does the main job on the forty notes, and every claim it makes holds', async () => {
    const { exitCode, output } = await runNode([MAIN]);
    expect(output).not.toContain('✗ it');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/SSN \[SSN\]|\[NAME\]/);
    expect(output).toContain('43 intents, 43 outcomes, 0 without an outcome');
    expect(output).toContain('NOT VERIFIED: entry');
    expect(output).toMatch(/total\s+731\s+\d+\s+\d+/);
  });

  it('takes the user’s own file', async () => {
    const { exitCode, output } = await runNode([
      MAIN,
      resolve(import.meta.dirname, '../notes/09-psychiatry-intake.txt'),
    ]);
    expect(exitCode).toBe(0);
    expect(output).toContain('embeds a note');
  });
});
