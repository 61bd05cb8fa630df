import { isSallyportError } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';
import { recordedAct } from '../door/recorded-act.ts';
import { type ChoiceParts, chooseVersion } from '../versions/index.ts';
import { openUpstreams, type UpstreamsParts } from './open-upstreams.ts';
import type { OpenVersion } from './service-parts.ts';

/** What the first version is opened with. */
export type FirstVersionParts = ChoiceParts & UpstreamsParts;

/** The version that a start puts in force, open, and what stores it where it is new. */
export interface FirstVersion extends OpenVersion {
  /** Absent where it is stored already. */
  readonly store?: (log: EventLog) => Promise<void>;
}

/** How often replicas that start together may come before each other. */
const MOST_TRIES = 20;

/** Chooses the version to start with, and opens what it needs: what cannot be opened is not stored. Raises what `chooseVersion` and `openUpstreams` do. */
export async function openFirstVersion(parts: FirstVersionParts): Promise<FirstVersion> {
  const { version, draft } = await chooseVersion(parts);
  const upstreams = await openUpstreams(version.connections.values(), parts);
  if (draft === undefined) return { version, upstreams };
  const details = { config: draft.digest, configVersion: draft.version };
  return {
    version,
    upstreams,
    store: (log) =>
      recordedAct(log, { kind: 'config.applied', status: 'success', details }, () => parts.store.append(draft)),
  };
}

/** Stores the first version where it is new. Where another replica was faster, what is right to start with is looked for again. */
export async function settleFirstVersion(
  first: FirstVersion,
  { events, parts }: { readonly events: EventLog; readonly parts: FirstVersionParts },
): Promise<OpenVersion> {
  let next = first;
  for (let tries = 1; next.store !== undefined; tries++) {
    try {
      await next.store(events);
      break;
    } catch (cause) {
      await next.upstreams.close();
      if (!isSallyportError(cause) || cause.code !== 'version_conflict' || tries === MOST_TRIES) throw cause;
      next = await openFirstVersion(parts);
    }
  }
  return next;
}
