import { CHAT } from './chat.ts';
import { COMPLETIONS } from './completions.ts';
import { EMBEDDINGS } from './embeddings.ts';
import { FILES } from './files.ts';
import { MODELS } from './models.ts';
import type { OperationEntry } from './operation-entry.ts';
import { UPLOADS } from './uploads.ts';

/** Every operation Sallyport can read, one file for each family. Nothing else in this package knows an operation's name. */
export const OPERATION_TABLE: readonly OperationEntry[] = [
  ...EMBEDDINGS,
  ...CHAT,
  ...COMPLETIONS,
  ...MODELS,
  ...FILES,
  ...UPLOADS,
];
