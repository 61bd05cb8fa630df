import { asSallyportError, type Clock, type Identity, SallyportError } from '@sallyport/core';
import type { Access } from '../../access/index.ts';
import type { PersonConfig, SlackConfig } from '../../config/index.ts';
import type { Log } from '../../log/index.ts';
import type { DecideReview } from '../../reviews/deciding/index.ts';
import type { ReviewRecord } from '../../reviews/review-record.ts';
import type { SecretStore } from '../../secrets/index.ts';
import { dialogue, saying } from './dialogue.ts';
import { memberAccount } from './member-account.ts';
import type { PostedMessages } from './posted-messages.ts';
import { DIALOGUE, type Interaction, readInteraction } from './read-interaction.ts';
import { okOf, type SlackApi } from './slack-api.ts';
import { SLACK_TOLERANCE_S, type SlackSigned, verifySlackSignature } from './verify-slack-signature.ts';

/** What interactions work with. */
export interface SlackInteractionParts {
  readonly config: Pick<SlackConfig, 'channel' | 'signingSecret' | 'team'>;
  readonly people: readonly PersonConfig[];
  readonly secrets: Pick<SecretStore, 'versions'>;
  readonly access: Pick<Access, 'useOnce' | 'groupsOf'>;
  readonly api: SlackApi;
  readonly posted: PostedMessages;
  readonly decide: (...asked: Parameters<DecideReview>) => Promise<Pick<ReviewRecord, 'state'>>;
  /** Whether somebody in these groups has a role that reviews. Raises `ledger_unavailable`. */
  readonly mayReview: (identity: Identity, groups: readonly string[]) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
}

/**
 * Answers what Slack posts when a member presses a button or submits the dialogue: with JSON, or with nothing. Whoever decides does it as
 * the first account of the person whose member id it is, with its groups of now, and with no word of when or how they logged in.
 * Raises `signature_invalid`, also of what came before; `request_invalid`, `credential_unavailable`, `ledger_unavailable`, `upstream_*`.
 */
export type SlackInteractions = (request: SlackSigned) => Promise<object | undefined>;

/** Slack gives three seconds. */
const PATIENCE_MS = 2_500;

const UNKNOWN_MEMBER = 'Your Slack account is not linked to anybody who reviews here.';
const STEP_UP = 'This review needs a fresher or a stronger login: decide it with sallyport reviews.';
const RECORDING = 'Your decision is being recorded. The message in the channel will show how the review ends.';
const DONE = {
  approved: 'Approved. Your decision is recorded.',
  rejected: 'Rejected. Your decision is recorded.',
  pending: 'Your decision is recorded. Others must decide too.',
} as const;

/** Interactions with one workspace. */
export function slackInteractions(parts: SlackInteractionParts): SlackInteractions {
  return async (request) => {
    await takeSigned(parts, request);
    const interaction = readInteraction(request.body);
    if (interaction.kind === 'pressed') return pressed(parts, interaction);
    return interaction.kind === 'submitted' ? submitted(parts, interaction) : undefined;
  };
}

async function takeSigned({ config, secrets, access, clock }: SlackInteractionParts, request: SlackSigned) {
  const versions = await secrets.versions(config.signingSecret).catch(() => []);
  if (versions.length === 0) throw new SallyportError('credential_unavailable');
  verifySlackSignature(request, { secrets: versions.map(({ value }) => value), now: clock.now() });
  const expiresAt = Number(request.timestamp) + 2 * SLACK_TOLERANCE_S;
  if (!(await access.useOnce(`slack ${request.signature}`, expiresAt))) throw new SallyportError('signature_invalid');
}

async function pressed(
  { config, people, api, posted }: SlackInteractionParts,
  { member, trigger, intention }: Extract<Interaction, { kind: 'pressed' }>,
): Promise<undefined> {
  const { review, message } = intention;
  if (message?.channel === config.channel) posted.remember(review, message);
  const account = memberAccount(member, { people, team: config.team });
  const view = account === undefined ? saying(UNKNOWN_MEMBER) : dialogue(intention);
  const call = { method: 'views.open', body: { trigger_id: trigger, view }, timeoutMs: PATIENCE_MS } as const;
  okOf(await api({ ...call, signal: AbortSignal.timeout(PATIENCE_MS) }));
  return undefined;
}

async function submitted(
  parts: SlackInteractionParts,
  interaction: Extract<Interaction, { kind: 'submitted' }>,
): Promise<object> {
  const { promise: late, resolve } = Promise.withResolvers<object>();
  const timer = setTimeout(() => resolve({ response_action: 'update', view: saying(RECORDING) }), PATIENCE_MS);
  try {
    return await Promise.race([decided(parts, interaction), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function decided(
  { config, people, access, decide, mayReview, posted, log }: SlackInteractionParts,
  { member, justification, intention }: Extract<Interaction, { kind: 'submitted' }>,
): Promise<object> {
  const { review, decision, message } = intention;
  const identity = memberAccount(member, { people, team: config.team });
  if (identity === undefined) return refusal(UNKNOWN_MEMBER);
  if (message?.channel === config.channel) posted.remember(review, message);
  try {
    const groups = await access.groupsOf(identity);
    if (!(await mayReview(identity, groups))) throw new SallyportError('role_missing');
    const reviewer = { identity, groups, amr: [], delegated: false };
    const { state } = await decide(reviewer, { review, decision, justification });
    const said = state === 'approved' || state === 'rejected' ? DONE[state] : DONE.pending;
    return { response_action: 'update', view: saying(said) };
  } catch (cause) {
    const error = asSallyportError(cause);
    if (error.status >= 500) log.error('unexpected fault', cause);
    return refusal(error.code === 'step_up_required' ? STEP_UP : error.message);
  }
}

/** Shown below the field, with what was written still in it. */
function refusal(text: string): object {
  return { response_action: 'errors', errors: { [DIALOGUE.block]: text } };
}
