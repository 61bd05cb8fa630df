import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import type { Fault } from './fault.ts';

/** Finds what is wrong with where recordings are kept: URLs that are not safe. */
export function checkRecording({ recording }: ConfigFile): Fault | undefined {
  if (recording === undefined || typeof recording.store === 'string') return undefined;
  const path = ['recording', 'store', 'bucket'];
  const { endpoint, credentials } = recording.store.bucket;
  const wrong = endpoint === undefined ? undefined : checkUrl(endpoint);
  if (wrong !== undefined) return { path: [...path, 'endpoint'], message: wrong };
  if (credentials === undefined || !('webIdentity' in credentials)) return undefined;
  const { stsUrl } = credentials.webIdentity;
  const message = stsUrl === undefined ? undefined : checkUrl(stsUrl);
  return message === undefined ? undefined : { path: [...path, 'credentials', 'webIdentity', 'stsUrl'], message };
}
