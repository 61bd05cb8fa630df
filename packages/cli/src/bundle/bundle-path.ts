import type { FileFaultCode } from './bundle-fault.ts';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DIGITS = '(x\\d{3}/){0,5}\\d{3}(\\.p/\\d{1,3})?';

/** The paths that a file of a bundle can have, of whatever log. ASCII, and at most 80 characters of it. */
const PATHS = new RegExp(
  [
    '^(manifest\\.json|trust\\.json|checkpoint|witnessed|selected\\.ndjson|context\\.ndjson|summary\\.json|report\\.html',
    'worksheet/(population|sample)\\.csv',
    `tile/([0-7]|entries)/${DIGITS}`,
    '(policies|configs)/[0-9a-f]{64}\\.json',
    `(recordings|originals)/${UUID}\\.jwes)$`,
  ].join('|'),
);

/** Whether a file of a bundle can have this path. One that cannot is never opened. */
export function isBundlePath(path: string): boolean {
  return PATHS.test(path);
}

/** What is wrong with a path that leads out of the folder it is in, on one system or another (zip-slip). */
export function pathFault(path: string): FileFaultCode | undefined {
  const leads = path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || path.split('/').includes('..');
  return leads ? 'file_escapes' : undefined;
}

/** The most characters of a path that are told. */
const TOLD = 120;

/** A path as it is told: its length is bounded, for it may be anybody's. */
export function toldPath(path: string): string {
  return path.length <= TOLD ? path : `${path.slice(0, TOLD)}…`;
}
