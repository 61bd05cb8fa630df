import { isSallyportError } from '@sallyport/core';
import { eachOf } from './each-of.ts';
import { AT_ONCE, type Exporting } from './exporting.ts';
import type { Survey } from './survey-entries.ts';

/** Fetches the policies and configurations that entries name. One that was never put in force is nowhere: whoever verifies says what is missing. */
export async function fetchContents({ evidence, folder }: Exporting, { policies, configs }: Survey): Promise<void> {
  const wanted = [
    ...[...policies].map((digest) => ({ what: 'policy', folder: 'policies', digest }) as const),
    ...[...configs].map((digest) => ({ what: 'config', folder: 'configs', digest }) as const),
  ];
  const fetchOne = async ({ what, folder: place, digest }: (typeof wanted)[number]) => {
    const path = `${place}/${digest.slice('sha256:'.length)}.json`;
    if (await folder.has(path)) return;
    const bytes = await evidence.content(what, digest).catch(ifUnknown);
    if (bytes !== undefined) await folder.write(path, [bytes]);
  };
  await eachOf(wanted, { most: AT_ONCE, work: fetchOne });
}

function ifUnknown(cause: unknown): undefined {
  if (isSallyportError(cause) && cause.code === 'version_unknown') return undefined;
  throw cause;
}
