import { type RecordingDetails, SallyportError } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { Ledger } from '../ledger/index.ts';

/** What the ledger says of sessions. */
export interface SessionEvidence {
  /** The intent of a session, verified; `undefined` where there is no such session. Raises `ledger_corrupt`, `ledger_unavailable`. */
  intent(id: string): Promise<LedgerEvent | undefined>;
  /** What its outcome says of its recording; nothing where there is none yet. Raises alike. */
  recorded(id: string): Promise<RecordingDetails>;
}

/** Where the events of sessions are read. */
export interface EvidenceParts {
  readonly ledger: Pick<Ledger, 'session'>;
  /** The companion's own event at an index, verified. Raises `ledger_corrupt`, `ledger_unavailable`. */
  readonly readEvent: (index: number) => Promise<LedgerEvent>;
}

/** Reads what the ledger says of sessions, and holds each event to the session it is said to be of. */
export function sessionEvidence({ ledger, readEvent }: EvidenceParts): SessionEvidence {
  const read = async (index: number, about: { readonly kind: string; readonly id: string }) => {
    const event = await readEvent(index);
    const { kind, id } = about;
    if (event.metadata.event_code !== kind || event.api.request?.uid !== id) throw new SallyportError('ledger_corrupt');
    return event;
  };
  return Object.freeze({
    intent: async (id) => {
      const session = await ledger.session(id);
      return session === undefined ? undefined : read(session.openedIndex, { kind: 'session.intent', id });
    },
    recorded: async (id) => {
      const session = await ledger.session(id);
      if (session?.closedIndex === undefined) return {};
      const outcome = await read(session.closedIndex, { kind: 'session.outcome', id });
      return outcome.unmapped.recording ?? {};
    },
  } satisfies SessionEvidence);
}
