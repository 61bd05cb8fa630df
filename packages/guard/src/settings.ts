import { isAbsolute, join } from 'node:path';
import type { Purpose } from '@sallyport/core';
import type { TokenSource } from '@sallyport/identity';
import { type Environment, given, required } from './environment.ts';
import { environmentTokenSource } from './environment-token-source.ts';
import type { GuardOptions } from './guard-options.ts';
import { type PolicyName, readPolicyName } from './policy/policy-name.ts';
import { readPurpose, readReviewSeconds, readSubjectOfCare } from './reviews/review-settings.ts';

/** How a wrapped client reaches the companion. What is left out is read from the environment. */
export interface SallyportSettings
  extends Omit<
    GuardOptions,
    | 'baseUrl'
    | 'companion'
    | 'connection'
    | 'tokenSource'
    | 'spoolFolder'
    | 'trust'
    | 'policy'
    | 'purpose'
    | 'subjectOfCare'
    | 'reviewTimeoutMs'
  > {
  /** The companion's base URL. Default: `SALLYPORT_URL`. */
  readonly companion?: string;
  /** The connection's name. Default: `SALLYPORT_CONNECTION`, else `openai`. */
  readonly connection?: string;
  /**
   * Where the identity token comes from. Default: the file of `SALLYPORT_TOKEN_FILE`, GitHub Actions with `SALLYPORT_GITHUB_AUDIENCE`,
   * Azure's managed identity with `SALLYPORT_MANAGED_IDENTITY`, or OIDC client credentials from `SALLYPORT_OIDC_ISSUER`,
   * `SALLYPORT_OIDC_CLIENT_ID`, `SALLYPORT_OIDC_CLIENT_SECRET` and, where the provider wants it, `SALLYPORT_OIDC_RESOURCE`
   * (RFC 8707) and `SALLYPORT_OIDC_SCOPE`.
   */
  readonly tokenSource?: TokenSource;
  /**
   * The folder where audit events wait until the companion has them; `false` or `memory` to keep them in memory. Default:
   * `SALLYPORT_SPOOL`, else `sallyport/spool` below `XDG_STATE_HOME` or `~/.local/state`, else memory.
   */
  readonly spoolFolder?: string | false;
  /**
   * The keys by which the companion is believed: the path of a `trust.json`, what is in it, or the log's verifier key. Default:
   * `SALLYPORT_TRUST`, else the keys the companion shows first.
   */
  readonly trust?: NonNullable<GuardOptions['trust']>;
  /**
   * The policy that is followed here: the `companion`'s, `safe-harbor` or `safe-harbor-tokens`. Default: `SALLYPORT_POLICY`, else
   * `companion`.
   */
  readonly policy?: PolicyName;
  /** Why calls are made. A call says its own in the header `sallyport-purpose`. Default: `SALLYPORT_PURPOSE`, else nothing is said. */
  readonly purpose?: Purpose;
  /**
   * Whom calls are about: a pseudonym of the subject of care. A call says its own in the header `sallyport-subject`. Default: `SALLYPORT_SUBJECT`, else
   * nothing is said.
   */
  readonly subjectOfCare?: string;
  /**
   * For how long a call waits for people, in milliseconds, at most 24 hours; 0 is not to wait. Default: `SALLYPORT_REVIEW_TIMEOUT`, which is in
   * seconds, else 15 minutes.
   */
  readonly reviewTimeoutMs?: number;
}

/** Fills what the settings leave out from the environment. Raises `config_invalid`, naming the variable that is missing or wrong. */
export function completeSettings(settings: SallyportSettings, environment: Environment): Omit<GuardOptions, 'baseUrl'> {
  const policy = settings.policy ?? given(environment, 'SALLYPORT_POLICY');
  const trust = settings.trust ?? given(environment, 'SALLYPORT_TRUST');
  const purpose = settings.purpose ?? readPurpose(given(environment, 'SALLYPORT_PURPOSE'), 'SALLYPORT_PURPOSE');
  const subjectOfCare =
    settings.subjectOfCare ?? readSubjectOfCare(given(environment, 'SALLYPORT_SUBJECT'), 'SALLYPORT_SUBJECT');
  const reviewTimeoutMs = settings.reviewTimeoutMs ?? reviewTimeoutOf(environment);
  return {
    ...settings,
    companion: settings.companion ?? required(environment, 'SALLYPORT_URL'),
    connection: settings.connection ?? environment.SALLYPORT_CONNECTION ?? 'openai',
    tokenSource: settings.tokenSource ?? environmentTokenSource(environment),
    spoolFolder: spoolFolderOf(settings.spoolFolder ?? given(environment, 'SALLYPORT_SPOOL'), environment),
    ...(trust === undefined ? {} : { trust }),
    ...(policy === undefined ? {} : { policy: readPolicyName(policy, 'SALLYPORT_POLICY') }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(subjectOfCare === undefined ? {} : { subjectOfCare }),
    ...(reviewTimeoutMs === undefined ? {} : { reviewTimeoutMs }),
  };
}

function reviewTimeoutOf(environment: Environment): number | undefined {
  const seconds = given(environment, 'SALLYPORT_REVIEW_TIMEOUT');
  return seconds === undefined ? undefined : readReviewSeconds(seconds, 'SALLYPORT_REVIEW_TIMEOUT');
}

/** XDG Base Directory Specification 0.8: state is what persists between restarts, and a path that is not absolute is to be ignored. */
function spoolFolderOf(chosen: string | false | undefined, environment: Environment): string | false {
  if (chosen !== undefined) return chosen === 'memory' ? false : chosen;
  const state = given(environment, 'XDG_STATE_HOME');
  if (state !== undefined && isAbsolute(state)) return join(state, 'sallyport', 'spool');
  const home = given(environment, 'HOME') ?? given(environment, 'USERPROFILE');
  return home !== undefined && isAbsolute(home) ? join(home, '.local', 'state', 'sallyport', 'spool') : false;
}
