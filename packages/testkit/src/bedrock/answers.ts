import { embedText } from '../embed-text.ts';
import { eventFrame } from './frames.ts';

/** What the model says, of the last text it was told. */
export type BedrockReply = (said: string) => string;

/** A whole answer, or one in frames. */
export interface BedrockAnswer {
  readonly json?: unknown;
  readonly frames?: readonly Uint8Array[];
}

/** What an answer is made of. */
export interface Asked {
  readonly action: string;
  readonly body: unknown;
  readonly reply: BedrockReply;
  /** UTF-16 code units in each piece of an answer in frames. */
  readonly deltaLength: number;
}

interface Conversation {
  readonly messages?: readonly { readonly content: string | readonly { readonly text?: string }[] }[];
  readonly toolConfig?: { readonly tools: readonly { readonly toolSpec?: { readonly name: string } }[] };
}

const PADDING = 'abcdefghijklmnopqrstuvwxyz';
const USAGE = { inputTokens: 12, outputTokens: 10_000, totalTokens: 10_012 };

/** Answers as the service does; `undefined` of an action it has not. A request that has tools is answered by a call of the first. */
export function answerOf(asked: Asked): BedrockAnswer | undefined {
  const { action, body } = asked;
  if (action === 'converse') return { json: converse(asked) };
  if (action === 'converse-stream') return { frames: converseFrames(asked) };
  if (action === 'invoke') return { json: invoke(asked) };
  if (action === 'invoke-with-response-stream') return { frames: invokeFrames(asked) };
  if (action === 'count-tokens') return { json: { inputTokens: JSON.stringify(body).length } };
  return undefined;
}

function converse({ body, reply }: Asked): unknown {
  const text = reply(lastText(body));
  const tool = toolOf(body);
  const block =
    tool === undefined ? { text } : { toolUse: { toolUseId: 'tooluse_1', name: tool, input: { note: text } } };
  return {
    output: { message: { role: 'assistant', content: [block] } },
    stopReason: tool === undefined ? 'end_turn' : 'tool_use',
    usage: USAGE,
    metrics: { latencyMs: 12_345 },
  };
}

function converseFrames({ body, reply, deltaLength }: Asked): readonly Uint8Array[] {
  const text = reply(lastText(body));
  const tool = toolOf(body);
  const said = tool === undefined ? text : JSON.stringify({ note: text });
  const start = { start: { toolUse: { toolUseId: 'tooluse_1', name: tool } }, contentBlockIndex: 0 };
  const deltas = piecesOf(said, deltaLength).map((piece) =>
    tool === undefined ? { text: piece } : { toolUse: { input: piece } },
  );
  return [
    eventFrame('messageStart', { role: 'assistant', p: PADDING.slice(0, 5) }),
    ...(tool === undefined ? [] : [eventFrame('contentBlockStart', start)]),
    ...deltas.map((delta, at) =>
      eventFrame('contentBlockDelta', { delta, contentBlockIndex: 0, p: PADDING.slice(0, at % 26) }),
    ),
    eventFrame('contentBlockStop', { contentBlockIndex: 0, p: 'ab' }),
    eventFrame('messageStop', { stopReason: tool === undefined ? 'end_turn' : 'tool_use', p: 'abc' }),
    eventFrame('metadata', { usage: USAGE, metrics: { latencyMs: 12_345 }, p: 'abcd' }),
  ];
}

/** Titan's and Cohere's embeddings, and Anthropic's Messages. */
function invoke({ body, reply }: Asked): unknown {
  const { inputText, texts } = body as { readonly inputText?: string; readonly texts?: readonly string[] };
  if (texts !== undefined) return { id: 'emb-1', texts, embeddings: texts.map((text) => [...embedText(text, 16)]) };
  if (inputText !== undefined) return { embedding: [...embedText(inputText, 16)], inputTextTokenCount: 5 };
  return {
    id: 'msg_bdrk_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-20250514',
    content: [{ type: 'text', text: reply(lastText(body)) }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 12, output_tokens: 10_000 },
  };
}

function invokeFrames({ body, reply, deltaLength }: Asked): readonly Uint8Array[] {
  const deltas = piecesOf(reply(lastText(body)), deltaLength).map((text) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  }));
  const events = [
    {
      type: 'message_start',
      message: { id: 'msg_bdrk_1', type: 'message', role: 'assistant', content: [], usage: { input_tokens: 12 } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...deltas,
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 10_000 },
    },
    { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 12, invocationLatency: 12_345 } },
  ];
  return events.map((event, at) => {
    const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
    return eventFrame('chunk', { bytes, p: PADDING.slice(0, at % 26) });
  });
}

function lastText(body: unknown): string {
  const content = (body as Conversation).messages?.at(-1)?.content ?? '';
  if (typeof content === 'string') return content;
  return content.flatMap(({ text }) => text ?? []).join('');
}

function toolOf(body: unknown): string | undefined {
  return (body as Conversation).toolConfig?.tools[0]?.toolSpec?.name;
}

function piecesOf(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length));
}
