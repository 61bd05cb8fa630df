import { DEFAULT_DETECT, rememberSpans } from '@sallyport/pipeline';
import type { Stopwatch } from './stopwatch.ts';

/** The part of an OpenAI client that is called. */
export interface CallingClient {
  readonly chat: { readonly completions: { create(body: object): Promise<ChatAnswer> } };
  readonly embeddings: { create(body: object): Promise<EmbeddingsAnswer> };
}

interface ChatAnswer {
  readonly choices: readonly { readonly message: { readonly content: string | null } }[];
}

interface EmbeddingsAnswer {
  readonly data: readonly { readonly embedding: unknown }[];
}

/** What clients are made with. */
export interface ClientSetup {
  /** The base URL of the provider's stand-in. */
  readonly providerUrl: string;
  /** The companion's base URL. */
  readonly companion: string;
  readonly connection: string;
  /** Where events wait until the companion has them. */
  readonly spoolFolder: string;
}

/** A setup, and what only the process itself has. */
interface Making extends ClientSetup {
  readonly stopwatch: Stopwatch;
  /** The newest token of the identity provider. */
  readonly token: () => string;
}

/** What is imported of redactum. */
interface Redactum {
  readonly createOpenAIAdapter: () => { createClientWrapper(client: unknown): CallingClient };
}

/** What is imported of @openai/guardrails. */
interface Guardrails {
  readonly PIIEntity: Readonly<Record<string, string>>;
  readonly GuardrailsOpenAI: { create(config: object, options: object): Promise<CallingClient> };
}

/** The openai package that guardrails brings. */
interface OwnOpenAI {
  readonly OpenAI: new (options: object) => CallingClient;
}

const PEERS = new URL('../peers/node_modules/', import.meta.url);
const KEY = { apiKey: 'sk-bench', maxRetries: 0 };

/** Makes a client, as its users do; its package is imported only then. Each has a process of its own. */
export const CLIENTS = {
  /** Nothing in between: what the others are measured against. */
  openai: (making: Making) => plain(making),
  /** Ours: detection, signed intent, spool and delivery of events, receipts, and the companion with its ledger. */
  sallyport: async ({ companion, connection, spoolFolder, stopwatch, token }: Making): Promise<CallingClient> => {
    const { OpenAI } = await import('@sallyport/openai');
    const type = 'urn:ietf:params:oauth:token-type:access_token' as const;
    const tokenSource = { getToken: async () => ({ token: token(), type }) };
    const detect = stopwatch.detect(rememberSpans(DEFAULT_DETECT));
    const sallyport = { companion, connection, tokenSource, spoolFolder, detect };
    const fetch = stopwatch.fetch(globalThis.fetch);
    return new OpenAI({ maxRetries: 0, fetch, sallyport }) as unknown as CallingClient;
  },
  /** Its wrapper of a client, as its README shows it. */
  redactum: async (making: Making): Promise<CallingClient> => {
    const { createOpenAIAdapter } = await fromPeers<Redactum>('redactum/dist/providers/index.js');
    return createOpenAIAdapter().createClientWrapper(await plain(making));
  },
  /** The client that guardrails derives its own from: what it is measured against. */
  'openai 4': async ({ providerUrl }: Making): Promise<CallingClient> => {
    const { OpenAI } = await fromPeers<OwnOpenAI>('openai/index.mjs');
    return new OpenAI({ ...KEY, baseURL: providerUrl });
  },
  /** Its client, with the local check of personal data before a call, masking, as `bench detect` has it: all entities. */
  'openai guardrails': async ({ providerUrl }: Making): Promise<CallingClient> => {
    const { PIIEntity, GuardrailsOpenAI } = await fromPeers<Guardrails>('@openai/guardrails/dist/index.js');
    const config = { entities: Object.values(PIIEntity), block: false, detect_encoded_pii: false };
    const stage = { version: 1, guardrails: [{ name: 'Contains PII', config }] };
    return GuardrailsOpenAI.create({ version: 1, pre_flight: stage }, { ...KEY, baseURL: providerUrl });
  },
} as const;

/** The name of a client: the subject of its figures. */
export type ClientName = keyof typeof CLIENTS;

/** What a client is measured against: the client it wraps or stands for. */
export const BASELINES: Readonly<Partial<Record<ClientName, ClientName>>> = {
  sallyport: 'openai',
  redactum: 'openai',
  'openai guardrails': 'openai 4',
};

async function plain({ providerUrl, stopwatch }: Making): Promise<CallingClient> {
  const { OpenAI } = await import('openai');
  const fetch = stopwatch.fetch(globalThis.fetch);
  return new OpenAI({ ...KEY, baseURL: providerUrl, fetch }) as unknown as CallingClient;
}

async function fromPeers<T>(file: string): Promise<T> {
  return (await import(new URL(file, PEERS).href)) as T;
}
