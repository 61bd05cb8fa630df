import { ASSISTANTS } from './assistants.ts';
import { BATCHES } from './batches.ts';
import { CHAT } from './chat.ts';
import { CHATKIT } from './chatkit.ts';
import { COMPLETIONS } from './completions.ts';
import { CONTAINERS } from './containers.ts';
import { CONTENT_PROVENANCE_CHECKS } from './content-provenance-checks.ts';
import { CONVERSATIONS } from './conversations.ts';
import { DECISIONS } from './decisions.ts';
import { EMBEDDINGS } from './embeddings.ts';
import { EVALS } from './evals.ts';
import { FILES } from './files.ts';
import { FINE_TUNING } from './fine-tuning.ts';
import { IMAGES } from './images.ts';
import { MODELS } from './models.ts';
import { MODERATIONS } from './moderations.ts';
import type { OperationEntry } from './operation-entry.ts';
import { RESPONSES } from './responses.ts';
import { RUNS } from './runs.ts';
import { SAFETY } from './safety.ts';
import { SKILLS } from './skills.ts';
import { SPEECH } from './speech.ts';
import { THREADS } from './threads.ts';
import { TRANSCRIPTIONS } from './transcriptions.ts';
import { UPLOADS } from './uploads.ts';
import { VECTOR_STORE_FILES } from './vector-store-files.ts';
import { VECTOR_STORES } from './vector-stores.ts';
import { VIDEOS } from './videos.ts';
import { VOICES } from './voices.ts';

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
  ...ASSISTANTS,
  ...THREADS,
  ...RUNS,
  ...VECTOR_STORES,
  ...VECTOR_STORE_FILES,
  ...FILES,
  ...UPLOADS,
  ...BATCHES,
  ...FINE_TUNING,
  ...IMAGES,
  ...SPEECH,
  ...TRANSCRIPTIONS,
  ...VOICES,
  ...VIDEOS,
  ...CONTAINERS,
  ...SKILLS,
  ...CHATKIT,
  ...DECISIONS,
  ...SAFETY,
  ...CONTENT_PROVENANCE_CHECKS,
];
