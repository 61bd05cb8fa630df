/** What a model says in one block. */
export type SaidBlock =
  | { readonly type: 'text'; readonly text: string; readonly citations?: readonly object[] }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: object };

/** A request for a message, as far as the stand-in looks at it. */
export interface MessageAsked {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly stream?: boolean;
}

/** What the stand-in answers to a request. */
export type MessageReply = (asked: MessageAsked) => readonly SaidBlock[];

/** Says `You said: ` and the last message's text. */
export const echoMessage: MessageReply = ({ messages }) => [
  { type: 'text', text: `You said: ${textOf(messages.at(-1)?.content)}` },
];

/** The text of a content: a string, or blocks of which some have text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((block: { readonly text?: unknown }) => String(block.text ?? '')).join('');
}
