import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type Answer, jsonAnswer } from '../provider/answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject, type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';
import { areBlocks, isModal } from './slack-shapes.ts';

type Json = Readonly<Record<string, unknown>>;

/** A message that stands in the channel. */
export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
  /** Whether it was changed after it was posted. */
  readonly updated: boolean;
}

/** Who does something, and what of it a test spoils. */
export interface SlackDoing {
  /** The member's id. */
  readonly user: string;
  /** The workspace the member is of. Default: this one. */
  readonly team?: string;
}

/** An interaction as Slack posts it: a form, and the headers that sign it. */
export interface SlackPosting {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A running workspace of Slack: its Web API, and the interactions that its members would cause. */
export interface Slack extends StandIn {
  /** The base URL of the Web API. */
  readonly url: string;
  readonly team: string;
  readonly channel: string;
  readonly botToken: string;
  readonly signingSecret: string;
  /** The messages of the channel, oldest first. */
  readonly messages: readonly SlackMessage[];
  /** The views that are open, oldest first. */
  readonly views: readonly Json[];
  /** What Slack posts when a member presses a button of a message. */
  press(ts: string, action: string, doing: SlackDoing): SlackPosting;
  /** What Slack posts when a member submits the last view that was opened. */
  submit(justification: string | null, doing: SlackDoing): SlackPosting;
  /** Signs a form as Slack does. */
  sign(payload: object | string, spoilt?: { readonly secret?: string; readonly at?: number }): SlackPosting;
}

const CHANNEL = 'C024BE91L';
const TEAM = 'T024BE7LD';

/** Starts a workspace with one channel, in which an app with a bot token is. */
export async function startSlack(): Promise<Slack> {
  const botToken = `xoxb-${randomBytes(18).toString('hex')}`;
  const signingSecret = randomBytes(16).toString('hex');
  const workspace = new Workspace();
  const standIn = await startStandIn((request, serial) => {
    if (request.headers.authorization !== `Bearer ${botToken}`) return refuse('invalid_auth');
    return workspace.answer(request, serial);
  });
  const sign: Slack['sign'] = (payload, { secret = signingSecret, at = Date.now() } = {}) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const body = new URLSearchParams({ payload: text }).toString();
    const timestamp = String(Math.floor(at / 1000));
    const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`, 'utf8').digest('hex');
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return { body, headers: { ...type, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` } };
  };
  return Object.defineProperties({} as Slack, {
    ...Object.getOwnPropertyDescriptors(standIn),
    url: { value: `${standIn.origin}/api` },
    ...fixed({ team: TEAM, channel: CHANNEL, botToken, signingSecret, sign }),
    messages: { get: () => workspace.messages },
    views: { get: () => workspace.views },
    press: { value: (ts: string, action: string, doing: SlackDoing) => sign(workspace.pressed(ts, action, doing)) },
    submit: { value: (text: string | null, doing: SlackDoing) => sign(workspace.submitted(text, doing)) },
  });
}

function fixed(values: object): PropertyDescriptorMap {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

function refuse(error: string): Answer {
  // Slack says with 200 that something is not right.
  return jsonAnswer({ ok: false, error });
}

class Workspace {
  #messages: readonly SlackMessage[] = [];
  #views: readonly Json[] = [];
  readonly #triggers = new Set<string>();

  get messages(): readonly SlackMessage[] {
    return this.#messages;
  }

  get views(): readonly Json[] {
    return this.#views;
  }

  answer({ path, method, headers, body }: ReceivedRequest, serial: number): Answer {
    const json = readObject(body);
    const typed = headers['content-type']?.startsWith('application/json') === true;
    if (method !== 'POST' || !typed || json === undefined) return refuse('invalid_json');
    if (path === '/api/chat.postMessage') return this.#post(json, serial);
    if (path === '/api/chat.update') return this.#update(json);
    return path === '/api/views.open' ? this.#open(json) : refuse('unknown_method');
  }

  pressed(ts: string, action: string, doing: SlackDoing): object {
    const message = this.#messages.find((one) => one.ts === ts);
    const elements = message?.blocks.flatMap(({ elements: all = [] }) => all as readonly Json[]) ?? [];
    const pressed = elements.find(({ action_id: id }) => id === action);
    const trigger = randomUUID();
    this.#triggers.add(trigger);
    return {
      ...common('block_actions', doing),
      trigger_id: trigger,
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      channel: { id: CHANNEL, name: 'reviews' },
      message: { type: 'message', ts, blocks: message?.blocks },
      actions: [{ ...pressed, block_id: 'sallyport_review', action_ts: ts }],
    };
  }

  submitted(value: string | null, doing: SlackDoing): object {
    const view = this.#views.at(-1) ?? {};
    const [input] = ((view.blocks ?? []) as readonly Json[]).filter(({ type }) => type === 'input');
    const { action_id: action } = (input?.element ?? {}) as Json;
    const values = { [String(input?.block_id)]: { [String(action)]: { type: 'plain_text_input', value } } };
    return { ...common('view_submission', doing), view: { ...view, id: 'V0PKB1ZFV', state: { values } } };
  }

  #post({ channel, text, blocks, metadata }: Json, serial: number): Answer {
    if (channel !== CHANNEL) return refuse('channel_not_found');
    if (typeof text !== 'string' || text === '') return refuse('no_text');
    if (!areBlocks(blocks)) return refuse('invalid_blocks');
    const ts = `${1_700_000_000 + serial}.000100`;
    const message = { ts, text, blocks: blocks as readonly Json[], metadata: metadata as Json, updated: false };
    this.#messages = [...this.#messages, message];
    return jsonAnswer({ ok: true, channel: CHANNEL, ts, message: { type: 'message', text, ts } });
  }

  #update({ channel, ts, text, blocks }: Json): Answer {
    if (channel !== CHANNEL) return refuse('channel_not_found');
    if (!this.#messages.some((one) => one.ts === ts)) return refuse('message_not_found');
    if (typeof text !== 'string' || !areBlocks(blocks)) return refuse('invalid_blocks');
    const changed = { text, blocks: blocks as readonly Json[], updated: true };
    this.#messages = this.#messages.map((one) => (one.ts === ts ? { ...one, ...changed } : one));
    return jsonAnswer({ ok: true, channel: CHANNEL, ts, text });
  }

  #open({ trigger_id: trigger, view }: Json): Answer {
    // A trigger serves once.
    if (!this.#triggers.delete(String(trigger))) return refuse('invalid_trigger_id');
    if (!isModal(view)) return refuse('invalid_arguments');
    this.#views = [...this.#views, view as Json];
    return jsonAnswer({ ok: true, view });
  }
}

function common(type: string, { user, team = TEAM }: SlackDoing): object {
  return {
    type,
    team: { id: TEAM, domain: 'example' },
    user: { id: user, username: 'someone', team_id: team },
    api_app_id: 'A0KRD7HC3',
  };
}
