import { readdir, stat } from 'node:fs/promises';

/** What lies in a bundle, or in one that is not finished, and in no ledger that was exported by itself. */
const MARKS = new Set([
  ...['manifest.json', 'witnessed', 'selected.ndjson', 'context.ndjson', 'summary.json', 'report.html'],
  ...['worksheet', 'policies', 'configs', 'recordings', 'originals', '.partial'],
]);

/**
 * Whether this is to be verified as a bundle: a file, or a folder with anything of one in it. So a bundle does not pass for a ledger once its
 * manifest is taken away. Raises the system's error for what is not there.
 */
export async function isBundle(place: string): Promise<boolean> {
  if (!(await stat(place)).isDirectory()) return true;
  return (await readdir(place)).some((name) => MARKS.has(name));
}
