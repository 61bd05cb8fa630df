import { isLoopback } from '@sallyport/core';
import { decodeWitnessKey, type WitnessKey } from '@sallyport/ledger';
import { namesForbidden } from '../addresses/address-kind.ts';
import { checkUrl } from './check-url.ts';
import type { ConfigFile } from './config.ts';
import { type Fault, firstOf } from './fault.ts';
import type { WitnessConfig } from './ledger-config.ts';

const UNWITNESSED =
  'needs witnesses, so that a ledger that was rolled back or forked is noticed; to go without, say dangerouslyUnwitnessed: true';

/** Finds what is wrong with `ledger`: whoever serves others needs a witness, or says that it goes without. */
export function checkLedger({ ledger, publicUrl }: ConfigFile): Fault | undefined {
  const { witnesses, dangerouslyUnwitnessed } = ledger;
  if (witnesses === undefined) {
    const alone = dangerouslyUnwitnessed === true || isLoopback(new URL(publicUrl));
    return alone ? undefined : { path: ['ledger'], message: UNWITNESSED };
  }
  if (dangerouslyUnwitnessed === true) {
    return { path: ['ledger', 'dangerouslyUnwitnessed'], message: 'must not be there where witnesses are' };
  }
  const names = new Set<string>();
  return firstOf(witnesses, (one, at) => checkWitness(one, { at, names }));
}

function checkWitness(
  { url, key, insecureHttp }: WitnessConfig,
  { at, names }: { readonly at: number; readonly names: Set<string> },
): Fault | undefined {
  const wrong = checkUrl(url, { http: insecureHttp });
  if (wrong !== undefined) return { path: ['ledger', 'witnesses', at, 'url'], message: wrong };
  if (namesForbidden(new URL(url))) {
    return { path: ['ledger', 'witnesses', at, 'url'], message: 'must not name an address that is never called' };
  }
  const read = readKey(key);
  const path = ['ledger', 'witnesses', at, 'key'];
  if (read === undefined) return { path, message: 'must be the verifier key of a witness, name+hex+base64' };
  if (names.has(read.name)) return { path, message: 'must have a name of its own' };
  names.add(read.name);
  return undefined;
}

function readKey(key: string): WitnessKey | undefined {
  try {
    return decodeWitnessKey(key);
  } catch {
    return undefined;
  }
}
