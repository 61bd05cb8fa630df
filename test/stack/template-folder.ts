import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATE_VARIABLE } from '@sallyport/testkit';
import { writeRunKeys } from './run-keys.ts';

let made: string | undefined;

/** Before a run of tests: makes one folder for the databases that its tests begin with, whichever project they are of, and their keys; see `seedDatabase`. */
export async function setup(): Promise<void> {
  if (process.env[TEMPLATE_VARIABLE] !== undefined) return;
  made = await mkdtemp(join(tmpdir(), 'sallyport-template-'));
  process.env[TEMPLATE_VARIABLE] = made;
  await writeRunKeys(made);
}

/** After it: removes the folder. */
export async function teardown(): Promise<void> {
  if (made !== undefined) await rm(made, { recursive: true, force: true });
}
