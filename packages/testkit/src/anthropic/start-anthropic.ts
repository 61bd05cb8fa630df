import { randomBytes } from 'node:crypto';
import { type Answer, countTokens, jsonAnswer } from '../provider/answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject, type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';
import { messageAnswer } from './message-answer.ts';
import { echoMessage, type MessageAsked, type MessageReply } from './message-reply.ts';

/** A running stand-in for Anthropic. */
export interface AnthropicStandIn extends StandIn {
  /** The API key it demands in `x-api-key`, or as a bearer token. */
  readonly key: string;
  /** `http://127.0.0.1:PORT/v1`, the base URL of a connection. */
  readonly url: string;
  /** What the model answers. Default: `You said: ` and the last message. */
  reply: MessageReply;
  /** UTF-16 code units in each delta of an answer in events. Default 4. */
  deltaLength: number;
}

interface State {
  readonly key: string;
  reply: MessageReply;
  deltaLength: number;
}

/**
 * Starts a stand-in for Anthropic on 127.0.0.1: its wire format for messages, whole and in events, for counting tokens, models and the
 * results of batches. It demands its key and a version, as the real one does.
 */
export async function startAnthropic(options: { readonly key?: string } = {}): Promise<AnthropicStandIn> {
  const { key = `sk-ant-test-${randomBytes(18).toString('base64url')}` } = options;
  const state: State = { key, reply: echoMessage, deltaLength: 4 };
  const standIn = await startStandIn((request, serial) => {
    const answer = respond(state, { request, serial });
    return { ...answer, headers: { ...answer.headers, ...standardHeaders(serial) } };
  });
  return Object.defineProperties({} as AnthropicStandIn, {
    ...Object.getOwnPropertyDescriptors(standIn),
    key: { value: key },
    url: { value: `${standIn.origin}/v1` },
    reply: {
      get: () => state.reply,
      set: (reply: MessageReply) => {
        state.reply = reply;
      },
    },
    deltaLength: {
      get: () => state.deltaLength,
      set: (length: number) => {
        state.deltaLength = length;
      },
    },
  });
}

function respond(state: State, { request, serial }: { request: ReceivedRequest; serial: number }): Answer {
  const { headers, method, path, body } = request;
  if (headers['x-api-key'] !== state.key && headers.authorization !== `Bearer ${state.key}`) {
    return fault(401, 'authentication_error', 'invalid x-api-key');
  }
  if (!VERSIONS.has(headers['anthropic-version'])) {
    return fault(400, 'invalid_request_error', 'anthropic-version: header is required');
  }
  const name = `${method} ${path.split('?')[0]}`;
  if (name === 'GET /v1/models') return jsonAnswer(MODELS);
  if (name === 'GET /v1/messages/batches/msgbatch_1/results') return results();
  const asked = readObject(body) as MessageAsked | undefined;
  if (asked === undefined) return fault(404, 'not_found_error', `Not found: ${path}`);
  if (name === 'POST /v1/messages/count_tokens') {
    return jsonAnswer({ input_tokens: countTokens(JSON.stringify(asked.messages)) });
  }
  if (name !== 'POST /v1/messages') return fault(404, 'not_found_error', `Not found: ${path}`);
  if (typeof asked.max_tokens !== 'number') return fault(400, 'invalid_request_error', 'max_tokens: Field required');
  const { deltaLength } = state;
  return messageAnswer({ asked, blocks: state.reply(asked), serial, deltaLength });
}

const VERSIONS: ReadonlySet<unknown> = new Set(['2023-06-01', '2026-10-21']);

const MODELS = {
  data: [
    { type: 'model', id: 'claude-opus-5', display_name: 'Claude Opus 5', created_at: '2026-05-14T00:00:00Z' },
    { type: 'model', id: 'claude-haiku-4-5', display_name: 'Claude Haiku 4.5', created_at: '2025-10-15T00:00:00Z' },
  ],
  has_more: false,
  first_id: 'claude-opus-5',
  last_id: 'claude-haiku-4-5',
};

function results(): Answer {
  const lines = ['one', 'two'].map((custom_id) => {
    const content = [{ type: 'text', text: `Of ${custom_id}: call Dr. Ingrid Halvorsen.` }];
    const message = { id: `msg_${custom_id}`, type: 'message', role: 'assistant', model: 'claude-opus-5', content };
    return JSON.stringify({ custom_id, result: { type: 'succeeded', message } });
  });
  return { status: 200, headers: { 'content-type': 'application/x-jsonl' }, body: `${lines.join('\n')}\n` };
}

function fault(status: number, type: string, message: string): Answer {
  return jsonAnswer({ type: 'error', error: { type, message } }, status);
}

function standardHeaders(serial: number): Readonly<Record<string, string>> {
  return {
    'request-id': `req_${serial.toString(16).padStart(24, '0')}`,
    'anthropic-ratelimit-requests-remaining': '49',
    'anthropic-organization-id': '9a7f2f3a-5f6e-4b2f-8a65-4f20bb2f3a11',
  };
}
