import { readNetwork } from '@sallyport/core';
import { checkActivity } from './check-activity.ts';
import { checkAdmin } from './check-admin.ts';
import { checkConnections } from './check-connections.ts';
import { checkIssuers } from './check-issuers.ts';
import { checkLedger } from './check-ledger.ts';
import { checkNotify } from './check-notify.ts';
import { checkPeople } from './check-people.ts';
import { checkRecording } from './check-recording.ts';
import { checkRootKey } from './check-root-key.ts';
import { checkSinks } from './check-sinks.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, firstOf } from './fault.ts';
import { NETWORK } from './schema/words.ts';

/** Finds what the schema cannot express: URLs, references between parts, and combinations that would not be safe. Gives the first fault. */
export function checkConfig(file: ConfigFile): Fault | undefined {
  return (
    checkTop(file) ??
    checkIssuers(file) ??
    checkConnections(file) ??
    checkAdmin(file) ??
    checkPeople(file) ??
    checkEngines(file) ??
    checkNotify(file) ??
    checkRecording(file) ??
    checkLedger(file) ??
    checkSinks(file) ??
    checkActivity(file)
  );
}

function checkTop(file: ConfigFile): Fault | undefined {
  const what = 'an https URL (or http on a loopback address) without query, fragment or credentials';
  const url = checkUrl(file.publicUrl, { what });
  if (url !== undefined) return { path: ['publicUrl'], message: url };
  const unread = (file.trustedProxies ?? []).findIndex((network) => readNetwork(network) === undefined);
  if (unread >= 0) return { path: ['trustedProxies', unread], message: `must be ${NETWORK}` };
  return checkRootKey(file);
}

function checkEngines({ engines = { onFailure: 'refuse' } }: ConfigFile): Fault | undefined {
  const { presidio, azurePhi, comprehendMedical } = engines;
  const urls = [
    { path: ['engines', 'presidio', 'url'], url: presidio?.url, http: presidio?.insecureHttp === true },
    { path: ['engines', 'azurePhi', 'endpoint'], url: azurePhi?.endpoint, http: false },
    { path: ['engines', 'comprehendMedical', 'endpoint'], url: comprehendMedical?.endpoint, http: false },
  ];
  return firstOf(urls, ({ path, url, http }) => {
    const message = url === undefined ? undefined : checkUrl(url, { http });
    return message === undefined ? undefined : { path, message };
  });
}
