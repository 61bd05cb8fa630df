import { open, rm } from 'node:fs/promises';
import type { Recovered } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';

/** Files that are there, empty, before anything is recorded: what is written after that must find its place. */
export interface RecoveryFiles {
  readonly paths: readonly string[];
  /** Writes the recoveries, each to its file. */
  write(recovered: readonly Recovered[]): Promise<void>;
  /** Takes them away again, as nothing was recorded. */
  drop(): Promise<void>;
}

/** Makes the files for so many recoveries: the path, and for a second one its number before the ending. Raises `request_invalid` where one is there already. */
export async function makeRecoveryFiles(path: string, count: number): Promise<RecoveryFiles> {
  const paths = Array.from({ length: count }, (_, at) => pathOf(path, at));
  const made: string[] = [];
  const drop = async () => {
    await Promise.all(made.map((one) => rm(one, { force: true })));
  };
  try {
    for (const one of paths) {
      await (await open(one, 'wx', 0o600)).close();
      made.push(one);
    }
  } catch {
    await drop();
    throw new SallyportError('request_invalid', { place: '--out: a new file cannot be made there' });
  }
  return {
    paths,
    drop,
    write: async (recovered) => {
      for (const [at, { file }] of recovered.entries()) await writeDurably(pathOf(path, at), file);
    },
  };
}

function pathOf(path: string, at: number): string {
  return at === 0 ? path : path.replace(/(\.[^./\\]*)?$/, `-${at + 1}$1`);
}

async function writeDurably(path: string, content: object): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
