import type { Identity } from '@sallyport/core';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import type { StandInAnswer } from './stand-in-answer.ts';
import type { StandInGrants } from './stand-in-grants.ts';
import type { StandInLog } from './stand-in-log.ts';
import type { StandInOriginals } from './stand-in-originals.ts';
import type { StandInPolicy } from './stand-in-policy.ts';
import type { StandInReceipts } from './stand-in-receipts.ts';
import type { StandInReviews } from './stand-in-reviews.ts';

/** What a stand-in is made of. */
export interface StandInParts {
  /** Its public URL. */
  readonly url: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** The nonce that proofs must carry; none when `undefined`. */
  readonly nonce: () => string | undefined;
  readonly grants: StandInGrants;
  readonly log: StandInLog;
  readonly receipts: StandInReceipts;
  readonly policy: StandInPolicy;
  readonly reviews: StandInReviews;
  readonly originals: StandInOriginals;
  readonly exchanges: URLSearchParams[];
  readonly issued: string[];
  readonly calls: ReceivedRequest[];
  readonly salts: Set<string>;
  /** Events taken in, by `kid/id`. */
  readonly events: Map<string, string>;
  readonly identityOf: (token: string) => Identity;
  /** Decides the answer to a call. */
  readonly answer: (call: ReceivedRequest, serial: number) => StandInAnswer;
}
