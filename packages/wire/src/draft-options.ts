import type { JsonScalar } from './json/json-sink.ts';
import type { AttachmentBudget } from './media/attachment-budget.ts';
import type { Shape } from './shape.ts';

/** How to read a JSON text. */
export interface DraftOptions {
  readonly shape: Shape;
  readonly maxDepth: number;
  /** How many documents hold this one in a string. Default 0: it is the body itself. */
  readonly level?: number;
  /** The nearest key outside the text. */
  readonly field?: string | undefined;
  /** Told of the positions of this text, not of those it holds in strings. */
  readonly watch?: PositionWatch;
  /** Whether token ids are read where the shape may have them. Default: false, and they are refused. */
  readonly tokens?: boolean;
  /** Whether leaves in the arguments of tool calls say which tool they are for. Default: false. */
  readonly tools?: boolean;
  /** How much may be attached. Without it attachments are refused. */
  readonly attachments?: AttachmentBudget | undefined;
}

/** Is told of each position of a text as it is read, with its shape. */
export interface PositionWatch {
  open(shape: Shape): void;
  close(): void;
  key(name: string): void;
  /** `leaf` is the index its leaf has, if it is one. */
  scalar(shape: Shape, token: JsonScalar, leaf: number): void;
}
