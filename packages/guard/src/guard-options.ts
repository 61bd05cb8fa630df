import type { Clock, Purpose } from '@sallyport/core';
import type { TokenSource } from '@sallyport/identity';
import type { Trust } from '@sallyport/ledger';
import type { Detect, Engine } from '@sallyport/pipeline';
import type { Vault } from '@sallyport/vault';
import type { PolicyName } from './policy/policy-name.ts';
import type { OnReviewPending } from './reviews/pending-review.ts';

/** What happened to one call at the inner door: codes, counts and ids, never a value. */
export interface CallSummary {
  readonly operation?: string;
  readonly connection: string;
  readonly correlationId: string;
  /** The session's UUID, when the companion opened one. */
  readonly session?: string;
  /** The HTTP status of the companion's answer, when there was one. */
  readonly status?: number;
  /** How many spans of each entity were found in the request, and in the answer. */
  readonly found: Readonly<Record<string, number>>;
  readonly masked: Readonly<Record<string, number>>;
  /** The code of the error, when the call was refused or failed. */
  readonly error?: string;
}

/** How to reach the outer door, and as whom. */
export interface GuardOptions {
  /** The companion's base URL, `https://sallyport.example`. Plain http is taken for loopback only. */
  readonly companion: string;
  /** The name of the connection the companion forwards to. */
  readonly connection: string;
  /** Where this process gets its identity token. */
  readonly tokenSource: TokenSource;
  /** The base URL the client believes it is calling; a call to anywhere else is refused. */
  readonly baseUrl: string;
  /**
   * The folder where audit events wait until the companion has them, and where its keys and its last checkpoint are remembered: on a
   * local disk, for this purpose alone; processes may share it. `false`, the default, keeps all of it in memory, where it ends with the process.
   * While the folder cannot be written, memory takes its place too, up to 1,000 events; from then on calls are refused.
   */
  readonly spoolFolder?: string | false;
  /**
   * The keys by which the companion is believed: the path of a `trust.json`, what is in it, or the log's verifier key
   * (`name+hex+base64`). Default: the keys it shows first, which the spool's folder remembers. Another companion's keys are refused
   * as `companion_untrusted`.
   */
  readonly trust?: Trust | string;
  /**
   * Takes another log, or other keys, for those known before, instead of refusing calls as `log_inconsistent` and `companion_untrusted`:
   * after the companion lost its ledger. It is recorded as an `opt_out` event in every process that has it on. Default `false`.
   */
  readonly dangerouslyAcceptNewLog?: boolean;
  /** The largest body, in bytes. Default 64 MiB. One over 1 MiB goes through an encrypted temporary file. */
  readonly maxBodyBytes?: number;
  /** Where such files go while a call lasts. Default: the system's folder for temporary files. */
  readonly tempFolder?: string;
  /** How deep a body may be nested. Default 64. */
  readonly maxDepth?: number;
  /** Detection; by default `@sallyport/phi` in this process. */
  readonly detect?: Detect;
  /**
   * Detectors that look beside it (`@sallyport/engines`): they are shown the text as the application wrote it, and one that is a service
   * gets it by network before anything is masked. The failure of one refuses the call. Default: none.
   */
  readonly engines?: readonly Engine[];
  /**
   * What happens to identifiers. `companion`, the default, is what the companion's own policy says of this identity and connection: it is fetched
   * signed, and never followed for longer than it lives; without one no call is sent. Two are compiled in, for a companion that says nothing:
   * `safe-harbor` redacts identifiers; `safe-harbor-tokens` puts random tokens in their place, and the caller's own values back into the text of answers.
   */
  readonly policy?: PolicyName;
  /** Who issues tokens. Default: a vault in this process's memory, for this guarded fetch alone. */
  readonly vault?: Vault;
  readonly clock?: Clock;
  /** Why calls are made, for policies that ask. A call says its own in the header `sallyport-purpose`. Default: nothing is said. */
  readonly purpose?: Purpose;
  /**
   * Whom calls are about: a pseudonym of the subject of care, 1 to 128 letters, digits and `. _ : -`, and never a name, a number or an address of theirs. A call
   * says its own in the header `sallyport-subject`. It goes to the companion alone. Default: nothing is said.
   */
  readonly subjectOfCare?: string;
  /**
   * For how long a call waits for people, where the policy has them approve it, in milliseconds: from 0, which is not to wait, to 24 hours.
   * Default 15 minutes.
   */
  readonly reviewTimeoutMs?: number;
  /** Told of a call that waits for people: once at first, and once for each change. What it throws is ignored. */
  readonly onReviewPending?: OnReviewPending;
  /** Told of every call once it has ended. What it throws is ignored: it observes, it does not decide. */
  readonly onCall?: (summary: CallSummary) => void;
}

/** Default of `maxBodyBytes`: 64 MiB. */
export const DEFAULT_MAX_BODY_BYTES = 67_108_864;

/** Default of `reviewTimeoutMs`: 15 minutes. */
export const DEFAULT_REVIEW_TIMEOUT_MS = 900_000;

/** The longest `reviewTimeoutMs`: 24 hours. */
export const MAX_REVIEW_TIMEOUT_MS = 86_400_000;

/** Bodies up to this many bytes are held in memory, and so are single texts of as many UTF-16 code units: 1 MiB. */
export const HELD_BYTES = 1_048_576;

/** Default of `maxDepth`. */
export const DEFAULT_MAX_DEPTH = 64;
