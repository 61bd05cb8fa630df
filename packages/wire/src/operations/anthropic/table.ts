import type { OperationEntry } from '../operation-entry.ts';
import { FILES } from './files.ts';
import { MESSAGES } from './messages.ts';
import { MODELS } from './models.ts';

/** Every operation of Anthropic's API that Sallyport can read. */
export const ANTHROPIC_TABLE: readonly OperationEntry[] = [...MESSAGES, ...MODELS, ...FILES];
