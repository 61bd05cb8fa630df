import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { programOf } from './child-spool.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const run = promisify(execFile);
const newFolder = temporaryFolders();

/** How a shell gives a program a small disk in the folder `$0`: a mount of its own, or a limit on the length of its files. */
const MOUNT = 'mount -t tmpfs -o size=1m sallyport "$0" && exec "$@"';
const LIMIT = 'ulimit -S -f 7 && exec "$@"';

/** The first way that this machine permits. */
async function smallDisk(folder: string): Promise<readonly string[]> {
  for (const flags of ['-m', '-rm']) {
    const command = ['unshare', flags, 'sh', '-c', MOUNT, folder];
    const works = await run(command[0] ?? '', [...command.slice(1), 'true']).then(
      () => true,
      () => false,
    );
    if (works) return command;
  }
  return ['sh', '-c', LIMIT, folder];
}

describe('a disk that is full', () => {
  it('costs no acknowledged event: they go to memory, then none is taken, and all are there once there is room', async () => {
    const folder = await newFolder();
    const [command = '', ...args] = [...(await smallDisk(folder)), ...programOf('fill-disk', folder)];
    const { stdout } = await run(command, args, { maxBuffer: 16_777_216 });
    const report = JSON.parse(stdout) as Record<string, readonly string[]>;
    expect(report.modes).toStrictEqual(['disk', 'memory', 'disk']);
    expect(report.refusal).toBe('spool_full');
    expect(report.acknowledged?.length).toBeGreaterThan(41);
    expect(report.whileFull).toStrictEqual(report.acknowledged);
    expect(report.afterwards).toStrictEqual(report.acknowledged);
  });

  it('is not what a limit on the length of files is: a new segment is begun', async () => {
    const folder = await newFolder();
    const limited = ['-c', 'ulimit -f 100 && exec "$@"', folder, ...programOf('fill-disk', folder)];
    const { stdout } = await run('sh', limited, { maxBuffer: 16_777_216 });
    const report = JSON.parse(stdout) as Record<string, readonly string[]>;
    expect(report.modes).toStrictEqual(['disk', 'disk', 'disk']);
    expect(report.acknowledged).toHaveLength(206);
    expect(report.afterwards).toStrictEqual(report.acknowledged);
  });
});
