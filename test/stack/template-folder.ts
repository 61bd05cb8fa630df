import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEMPLATE_VARIABLE } from '@sallyport/testkit';

/** Before a run of tests: makes a folder for the database that its tests begin with, see `seedDatabase`. */
export async function setup(): Promise<void> {
  process.env[TEMPLATE_VARIABLE] = await mkdtemp(join(tmpdir(), 'sallyport-template-'));
}

/** After it: removes the folder. */
export async function teardown(): Promise<void> {
  const folder = process.env[TEMPLATE_VARIABLE];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
