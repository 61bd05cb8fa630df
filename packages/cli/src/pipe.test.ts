import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const BIN = resolve(import.meta.dirname, '../bin/sallyport.js');
const NOTES = resolve(import.meta.dirname, '../../../examples/notes');

describe('the program', () => {
  it('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [BIN, 'scan', NOTES], { stdio: ['ignore', 'pipe', 'pipe'] });
    const errors = text(child.stderr);
    child.stdout.once('data', () => child.stdout.destroy());
    const [exitCode] = (await once(child, 'close')) as [number];
    expect(await errors).toBe('');
    expect(exitCode).toBe(0);
  });
});
