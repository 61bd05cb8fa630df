import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const BIN = resolve(import.meta.dirname, '../bin/sallyport.js');

/** Runs the program on a Node that calls itself `version`. */
async function runOn(version: string): Promise<{ readonly exitCode: number; readonly errors: string }> {
  const pretending = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  const options = ['--import', `data:text/javascript,${encodeURIComponent(pretending)}`];
  const child = spawn(process.execPath, [...options, BIN, '--version'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const errors = text(child.stderr);
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, errors: await errors };
}

describe('the program on a Node', () => {
  it.each(['18.20.8', '20.20.2', '22.9.0', '22.18.1'])('%s says which it needs, in one line', async (version) => {
    expect(await runOn(version)).toEqual({
      exitCode: 1,
      errors: `sallyport needs Node 22.19 or newer; this is Node ${version}.\n`,
    });
  });

  it.each(['22.19.0', '24.0.0', '100.1.0'])('%s runs', async (version) => {
    expect(await runOn(version)).toEqual({ exitCode: 0, errors: '' });
  });
});
