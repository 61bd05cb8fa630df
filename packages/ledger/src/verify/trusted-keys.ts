import { decodeVerifierKey, type VerifierKey } from '../checkpoint/verifier-key.ts';
import { decodeWitnessKey, type WitnessKey } from '../cosignature/witness-key.ts';
import { type EventKeys, importEventKeys } from '../event/event-key.ts';
import type { Findings } from './findings.ts';
import { readKeys, type Trust } from './trust.ts';

/** The keys of a trust, ready to verify with. */
export interface TrustedKeys {
  readonly logKeys: readonly VerifierKey[];
  readonly witnesses: readonly WitnessKey[];
  readonly eventKeys: EventKeys;
}

/** Imports the keys of a trust; `undefined` where one is not what it must be, which is a finding. */
export async function importKeys(trust: Trust, findings: Findings): Promise<TrustedKeys | undefined> {
  try {
    const { logKeys, witnesses } = await readKeys(trust);
    const keys = {
      logKeys: logKeys.map(decodeVerifierKey),
      witnesses: witnesses.map(decodeWitnessKey),
      eventKeys: await importEventKeys(trust.eventKeys),
    };
    findings.done('trust', `${keys.logKeys.length} log keys, ${keys.eventKeys.size} event keys`);
    return keys;
  } catch {
    findings.fault('trust_invalid', 'trust');
    return undefined;
  }
}
