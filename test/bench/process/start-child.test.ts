import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { BenchFailure } from '../bench-failure.ts';
import { startChild } from './start-child.ts';

const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-test-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const ANSWER_PARENT = new URL('./answer-parent.ts', import.meta.url);

type Asked = {
  readonly double: (value: number) => Promise<number>;
  readonly environment: () => Promise<readonly string[]>;
  readonly fail: () => Promise<never>;
  readonly crash: () => Promise<never>;
  readonly hang: () => Promise<never>;
  readonly unknown: () => Promise<never>;
};

/** Starts a process of this source, after the import of `answerParent`. */
async function start(source: string) {
  const script = join(folder, `${crypto.randomUUID()}.mjs`);
  await writeFile(script, `import { answerParent } from '${ANSWER_PARENT}';\n${source}`);
  const logFile = `${script}.log`;
  const started = startChild<Asked>(pathToFileURL(script), { logFile, args: ['one'] });
  return { started, logFile };
}

const SOURCE = `
process.stdout.write(process.argv[2]);
answerParent({
  double: async (value) => value * 2,
  environment: async () => Object.keys(process.env),
  fail: async () => { throw new TypeError('no such thing'); },
  crash: async () => process.exit(7),
});`;

describe('startChild', () => {
  it('asks many things at once, and logs what the process prints', async () => {
    const { started, logFile } = await start(SOURCE);
    const child = await started;
    expect(await Promise.all([1, 2, 3].map((value) => child.ask('double', value)))).toEqual([2, 4, 6]);
    expect(await child.ask('environment')).toContain('NODE_ENV');
    expect(await child.ask('environment')).not.toContain('HOME');
    await child.stop();
    await child.stop();
    expect(await readFile(logFile, 'utf8')).toBe('one');
  });

  it('passes on how a question failed', async () => {
    const { started } = await start(SOURCE);
    const child = await started;
    await expect(child.ask('fail')).rejects.toThrow('TypeError: no such thing');
    await expect(child.ask('unknown')).rejects.toThrow('nothing answers unknown');
    await child.stop();
  });

  it('fails what waits when the process ends', async () => {
    const { started } = await start(SOURCE);
    const child = await started;
    await expect(child.ask('crash')).rejects.toThrow('ended with 7');
    await expect(child.ask('double', 1)).rejects.toThrow(BenchFailure);
    await child.stop();
  });

  it('kills a process that is too busy to hear', async () => {
    const { started } = await start('answerParent({ hang: async () => { for (;;); } });');
    const child = await started;
    const hung = expect(child.ask('hang')).rejects.toThrow('ended with SIGKILL');
    await child.kill();
    await hung;
    await child.kill();
  });

  it('fails when the process ends before it is ready', async () => {
    const { started } = await start('process.exit(3);');
    await expect(started).rejects.toThrow('ended with 3');
  });
});
