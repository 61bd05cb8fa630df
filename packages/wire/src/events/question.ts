import type { TextEdit, TextWindow } from './event-stream.ts';

/** A window to judge, and who takes its edits. */
export interface Question {
  readonly window: TextWindow;
  /** Gives those of the edits that are made now. */
  settle(edits: readonly TextEdit[]): readonly TextEdit[];
}
