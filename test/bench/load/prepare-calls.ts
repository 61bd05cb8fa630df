import { bodyOf, type Operation, PATHS } from './body.ts';
import { type Destination, headersFor } from './destination.ts';
import { encodeRequest } from './encode-request.ts';
import { inventedNote } from './invented-note.ts';
import { leftStanding } from './left-standing.ts';

/** Calls of a model, each about a note of its own. */
export interface Calls {
  readonly to: Destination;
  readonly operation: Operation;
  /** The number of the first note; the others follow. */
  readonly first: number;
  readonly count: number;
}

/** Makes whole requests, authorised and signed, ready to be sent within the minute that a proof lives. */
export async function prepareCalls({ to, operation, first, count }: Calls): Promise<readonly Buffer[]> {
  const headers = await headersFor(to);
  const url = `${to.url}${PATHS[operation]}`;
  const requests: Buffer[] = [];
  for (let number = first; number < first + count; number++) {
    const note = inventedNote(number);
    const body = bodyOf(operation, note);
    requests.push(
      encodeRequest({ url, headers: await headers({ url, body, applied: leftStanding(note, operation) }), body }),
    );
  }
  return requests;
}
