import { type Answer, countTokens, jsonAnswer } from '../provider/answer.ts';
import { cutText, eventAnswer, type SentEvent } from '../provider/event-answer.ts';
import type { MessageAsked, SaidBlock } from './message-reply.ts';

/** What is answered, and in what pieces. */
export interface Said {
  readonly asked: MessageAsked;
  readonly blocks: readonly SaidBlock[];
  readonly serial: number;
  /** UTF-16 code units in each delta. */
  readonly deltaLength: number;
}

/** Answers as `POST /v1/messages` does, whole or in events. */
export function messageAnswer(said: Said): Answer {
  return said.asked.stream === true ? eventAnswer(eventsOf(said), { done: false }) : jsonAnswer(messageOf(said));
}

function messageOf({ asked, blocks, serial }: Said) {
  const usage = { input_tokens: 12, output_tokens: countTokens(JSON.stringify(blocks)), service_tier: 'standard' };
  return { ...emptyMessage(asked, serial), content: blocks, stop_reason: stopOf(blocks), usage };
}

function emptyMessage({ model }: MessageAsked, serial: number) {
  return {
    id: `msg_01${serial.toString(36).padStart(22, 'Z')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [] as readonly unknown[],
    stop_reason: null as string | null,
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 1, service_tier: 'standard' } as object,
  };
}

function stopOf(blocks: readonly SaidBlock[]): string {
  return blocks.some(({ type }) => type === 'tool_use') ? 'tool_use' : 'end_turn';
}

function eventsOf({ asked, blocks, serial, deltaLength }: Said): readonly SentEvent[] {
  const named = (type: string, rest: object = {}): SentEvent => ({ event: type, data: { type, ...rest } });
  const content = blocks.flatMap((block, index) => [
    named('content_block_start', { index, content_block: emptied(block) }),
    ...deltasOf(block, deltaLength).map((delta) => named('content_block_delta', { index, delta })),
    named('content_block_stop', { index }),
  ]);
  return [
    named('message_start', { message: emptyMessage(asked, serial) }),
    named('ping'),
    ...content,
    named('message_delta', {
      delta: { stop_reason: stopOf(blocks), stop_sequence: null },
      usage: { output_tokens: countTokens(JSON.stringify(blocks)) },
    }),
    named('message_stop'),
  ];
}

function emptied(block: SaidBlock): object {
  if (block.type === 'text') return { type: 'text', text: '', ...(block.citations ? { citations: [] } : {}) };
  if (block.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' };
  return { ...block, input: {} };
}

function deltasOf(block: SaidBlock, length: number): readonly object[] {
  if (block.type === 'text') {
    const cited = (block.citations ?? []).map((citation) => ({ type: 'citations_delta', citation }));
    return [...cutText(block.text, length).map((text) => ({ type: 'text_delta', text })), ...cited];
  }
  if (block.type === 'thinking') {
    const pieces = cutText(block.thinking, length).map((thinking) => ({ type: 'thinking_delta', thinking }));
    return [...pieces, { type: 'signature_delta', signature: block.signature }];
  }
  const json = JSON.stringify(block.input);
  return ['', ...cutText(json, length)].map((partial_json) => ({ type: 'input_json_delta', partial_json }));
}
