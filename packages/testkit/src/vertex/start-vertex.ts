import { randomBytes } from 'node:crypto';
import { embedText } from '../embed-text.ts';
import { type Answer, countTokens, jsonAnswer } from '../provider/answer.ts';
import { cutText, eventAnswer } from '../provider/event-answer.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';
import { readObject, type StandIn, startStandIn } from '../stand-in/start-stand-in.ts';

/** A part of what a Gemini model says. */
export type SaidPart = Readonly<Record<string, unknown>>;

/** A running stand-in for Vertex AI. */
export interface VertexStandIn extends StandIn {
  /** The access token it demands. */
  readonly token: string;
  /** `http://127.0.0.1:PORT/v1`, the base URL of a connection. */
  readonly url: string;
  /** What the model answers: parts, of which a text is cut in events. Default: `You said: ` and the last content's text. */
  reply: (lastText: string) => readonly SaidPart[];
  /** UTF-16 code units of each text in an event. Default 4. */
  deltaLength: number;
}

interface State {
  readonly token: string;
  reply: VertexStandIn['reply'];
  deltaLength: number;
}

interface Content {
  readonly parts?: readonly { readonly text?: string }[];
}

const METHOD = /^\/v1(?:\/projects\/[\w-]+\/locations\/[\w-]+\/publishers\/google)?\/models\/([\w.-]+):(\w+)$/;

/**
 * Starts a stand-in for Vertex AI and the Gemini API on 127.0.0.1: content made whole, and in events where `alt=sse` asks for them (else in
 * one list, as the real one does), counting of tokens and embeddings. It demands an access token, or the same as a key.
 */
export async function startVertex(options: { readonly token?: string } = {}): Promise<VertexStandIn> {
  const { token = `ya29.test-${randomBytes(18).toString('base64url')}` } = options;
  const state: State = { token, reply: (text) => [{ text: `You said: ${text}` }], deltaLength: 4 };
  const standIn = await startStandIn((request) => respond(state, request));
  return Object.defineProperties({} as VertexStandIn, {
    ...Object.getOwnPropertyDescriptors(standIn),
    token: { value: token },
    url: { value: `${standIn.origin}/v1` },
    reply: {
      get: () => state.reply,
      set: (reply: VertexStandIn['reply']) => {
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

function respond(state: State, { headers, path, body }: ReceivedRequest): Answer {
  if (headers.authorization !== `Bearer ${state.token}` && headers['x-goog-api-key'] !== state.token) {
    return fault(401, { status: 'UNAUTHENTICATED', message: 'Request had invalid authentication credentials.' });
  }
  const [target = '', query = ''] = path.split('?');
  const [, model = '', verb = ''] = METHOD.exec(target) ?? [];
  const asked = readObject(body);
  if (asked === undefined) return fault(400, { status: 'INVALID_ARGUMENT', message: 'Invalid JSON payload received.' });
  const contents = (asked.contents ?? []) as readonly Content[];
  if (verb === 'generateContent') return jsonAnswer(answerOf(model, state.reply(textOf(contents.at(-1)))));
  if (verb === 'streamGenerateContent') return streamed(state, { model, contents, query });
  if (verb === 'countTokens') return jsonAnswer({ totalTokens: countTokens(JSON.stringify(contents)) });
  if (verb === 'predict') return predicted(asked.instances as readonly { readonly content: string }[]);
  if (verb === 'embedContent') return jsonAnswer({ embedding: { values: vectorOf(textOf(asked.content as Content)) } });
  return fault(404, { status: 'NOT_FOUND', message: `Method not found: ${target}` });
}

function streamed(
  state: State,
  { model, contents, query }: { readonly model: string; readonly contents: readonly Content[]; readonly query: string },
): Answer {
  const parts = state.reply(textOf(contents.at(-1))).flatMap((part) => {
    const { text } = part;
    if (typeof text !== 'string') return [part];
    return cutText(text, state.deltaLength).map((piece) => ({ ...part, text: piece }));
  });
  const answers = parts.map((part) => answerOf(model, [part]));
  return query === 'alt=sse'
    ? eventAnswer(
        answers.map((data) => ({ data })),
        { done: false },
      )
    : jsonAnswer(answers);
}

function answerOf(model: string, parts: readonly SaidPart[]) {
  return {
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 34, totalTokenCount: 46, trafficType: 'ON_DEMAND' },
    modelVersion: model,
    createTime: '2026-11-29T06:24:00.123456Z',
    responseId: 'Zm9vYmFyLXRlc3Q',
  };
}

function predicted(instances: readonly { readonly content: string }[]): Answer {
  const predictions = instances.map(({ content }) => ({
    embeddings: { values: vectorOf(content), statistics: { token_count: countTokens(content), truncated: false } },
  }));
  return jsonAnswer({ predictions, metadata: { billableCharacterCount: 12 } });
}

function vectorOf(text: string): readonly number[] {
  return [...embedText(text, 8)];
}

function textOf(content: Content | undefined): string {
  return (content?.parts ?? []).map(({ text = '' }) => text).join('');
}

function fault(code: number, error: { readonly status: string; readonly message: string }): Answer {
  return jsonAnswer({ error: { code, ...error } }, code);
}
