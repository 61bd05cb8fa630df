import type { OperationEntry } from '../operation-entry.ts';
import { EMBEDDING } from './embed.ts';
import { RANKING } from './rerank.ts';

/** What servers that speak OpenAI's API have beside it, as far as Sallyport can read it: vLLM, TEI, Ollama. */
export const COMPATIBLE_TABLE: readonly OperationEntry[] = [...EMBEDDING, ...RANKING];
