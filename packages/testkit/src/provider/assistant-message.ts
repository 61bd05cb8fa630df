/** What the model says: text, tool calls, or both. */
export interface AssistantMessage {
  readonly content: string | null;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly type: 'function';
    /** `arguments` is JSON text. */
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
}
