import { access } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readYaml } from '@sallyport/companion';
import { SallyportError } from '@sallyport/core';
import { type PolicyCase, readCases } from '@sallyport/policy';

/** Reads a file of cases. Raises `config_invalid` with the first fault, `file:line:column path what`. */
export async function loadCases(path: string): Promise<readonly PolicyCase[]> {
  const file = await readYaml(path);
  const read = readCases(file.value);
  if ('cases' in read) return read.cases;
  const [first] = read.faults;
  throw new SallyportError('config_invalid', { place: first === undefined ? file.name : file.placeOf(first) });
}

/** The file of cases beside a policy: `clinic.cases.yaml` of `clinic.yaml`, and of `clinic.policy.yaml` too. Raises `file_unreadable` where there is none. */
export async function casesBeside(path: string): Promise<string> {
  const stem = basename(path).replace(/\.ya?ml$/, '');
  const names = [`${stem}.cases.yaml`, `${stem.replace(/\.policy$/, '')}.cases.yaml`].map((name) =>
    join(dirname(path), name),
  );
  for (const name of names) if (await isThere(name)) return name;
  throw new SallyportError('file_unreadable', {
    place: `${basename(names[0] ?? '')}, which is to stand beside the policy`,
  });
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
