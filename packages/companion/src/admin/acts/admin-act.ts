import type { EventDetails, EventKind, HttpMethod, Role } from '@sallyport/core';
import type { AnswerStream, HeaderRecord } from '@sallyport/pipeline';
import type { EventDraft } from '../../door/event-log.ts';
import type { AdminSession } from '../admin-sessions.ts';
import type { MemberRule } from '../read-members.ts';
import type { ActParts } from './act-parts.ts';

/** One thing that can be done on the admin plane. */
export interface AdminAct {
  readonly method: HttpMethod;
  /** `/v1/admin/logins`, or `/v1/admin/reviews/{id}` for one of a UUID, and `…/attachments/{number}` for one of its parts. */
  readonly path: `/v1/admin/${string}`;
  /** The roles of which one is needed; `admin` may do everything. */
  readonly anyOf: readonly Role[];
  /** The members of its JSON body; absent where it has none. */
  readonly body?: MemberRule;
  /** The longest body, in bytes. Default 131,072: enough for the longest secret, escaped. */
  readonly mostBytes?: number;
  /** Does it, recorded, and gives the JSON of the answer, in which there is no secret; or the answer itself, where that may be long. */
  readonly perform: (parts: ActParts, call: ActCall) => Promise<object | ActStream>;
}

/** An answer that is read while it is given. */
export interface ActStream {
  readonly stream: AnswerStream;
  /** Its content type. */
  readonly type: string;
  /** What else its head says. */
  readonly headers?: HeaderRecord;
}

/** Whether an answer is a stream. */
export function isActStream(answer: object | ActStream): answer is ActStream {
  return 'stream' in answer && 'type' in answer;
}

/** Makes an answer of what is given bit by bit. */
export function streamed(chunks: AsyncIterable<Uint8Array>, type: string): ActStream {
  const iterator = chunks[Symbol.asyncIterator]();
  const read = async () => {
    const next = await iterator.next();
    return next.done === true ? undefined : next.value;
  };
  const cancel = async () => {
    await iterator.return?.();
  };
  return { type, stream: { read, cancel } };
}

/** An authorised call of an act. */
export interface ActCall {
  readonly session: AdminSession;
  readonly clientIp: string;
  /** Names in lower case. */
  readonly headers: HeaderRecord;
  readonly body: Readonly<Partial<Record<string, string>>>;
  /** The UUID in the path, of an act whose path has one. */
  readonly id?: string;
  /** The number in the path, of an act whose path has one. */
  readonly number?: number;
}

/** The event of an act: who did it from where, in which session unless it is about another one. */
export function actEvent(kind: EventKind, { session, clientIp }: ActCall, details: EventDetails): EventDraft {
  return {
    kind,
    status: 'success',
    identity: session.identity,
    clientIp,
    details: { adminSessionId: session.id, ...details },
  };
}
