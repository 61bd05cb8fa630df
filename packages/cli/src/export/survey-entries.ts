import { ContextNeeds, type LedgerEvent, type Needs, readUnverifiedEvent } from '@sallyport/ledger';
import { chosenEntries } from './chosen-entries.ts';
import type { Exporting } from './exporting.ts';

/** What the entries of an export rest on, and what they name. */
export interface Survey {
  readonly needs: Needs;
  /** The digests of policies, and of configurations: as many as were ever in force. */
  readonly policies: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
  /** How many sessions have a recording, or a sealed original. */
  readonly recorded: number;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Looks at all entries that the export has. */
export async function surveyEntries(exporting: Exporting): Promise<Survey> {
  const needs = new ContextNeeds();
  const [policies, configs] = [new Set<string>(), new Set<string>()];
  let recorded = 0;
  for await (const { leaf } of chosenEntries(exporting)) {
    needs.take(leaf);
    const event = readUnverifiedEvent(leaf);
    if (event === undefined) continue;
    const { policy, config, configVersion } = event.unmapped;
    if (policy !== undefined && DIGEST.test(policy)) policies.add(policy);
    if (config !== undefined && configVersion !== undefined && DIGEST.test(config)) configs.add(config);
    if (recordedSession(event) !== undefined) recorded += 1;
  }
  return { needs: needs.needs(), policies, configs, recorded };
}

/** What an outcome says of the recording of its session, and of the sealed original. */
export interface RecordedSession {
  readonly session: string;
  readonly recording: boolean;
  readonly originals: boolean;
}

/** The session of an outcome that names a recording, or a sealed original. */
export function recordedSession({ metadata, api, unmapped }: LedgerEvent): RecordedSession | undefined {
  const { digest, originals } = unmapped.recording ?? {};
  const session = api.request?.uid;
  if (metadata.event_code !== 'session.outcome' || session === undefined) return undefined;
  if (digest === undefined && originals === undefined) return undefined;
  return { session, recording: digest !== undefined, originals: originals !== undefined };
}
