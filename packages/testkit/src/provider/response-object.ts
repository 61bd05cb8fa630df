/** A response of the Responses API, as far as the stand-in fills it. */
export interface ResponseObject {
  readonly id: string;
  readonly status: 'completed' | 'in_progress';
  readonly output: readonly OutputItem[];
  readonly [key: string]: unknown;
}

/** What a model puts out: a message, or a call of a function. */
export type OutputItem =
  | {
      readonly type: 'message';
      readonly id: string;
      readonly status: string;
      readonly role: 'assistant';
      readonly content: readonly TextPart[];
    }
  | {
      readonly type: 'function_call';
      readonly id: string;
      readonly status: string;
      readonly call_id: string;
      readonly name: string;
      readonly arguments: string;
    };

/** The text of a message. */
export interface TextPart {
  readonly type: 'output_text';
  readonly text: string;
  readonly annotations: readonly unknown[];
}
