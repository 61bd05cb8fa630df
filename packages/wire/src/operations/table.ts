import { CHAT } from './chat.ts';
import { COMPLETIONS } from './completions.ts';
import { CONVERSATIONS } from './conversations.ts';
import { EMBEDDINGS } from './embeddings.ts';
import { EVALS } from './evals.ts';
import { FINE_TUNING_GRADERS } from './fine-tuning-graders.ts';
import { MODELS } from './models.ts';
import { MODERATIONS } from './moderations.ts';
import type { OperationEntry } from './operation-entry.ts';
import { RESPONSES } from './responses.ts';

/** Every operation Sallyport can read, one file for each family. Nothing else in this package knows an operation's name. */
export const OPERATION_TABLE: readonly OperationEntry[] = [
  ...EMBEDDINGS,
  ...CHAT,
  ...COMPLETIONS,
  ...MODELS,
  ...RESPONSES,
  ...CONVERSATIONS,
  ...MODERATIONS,
  ...EVALS,
  ...FINE_TUNING_GRADERS,
];
