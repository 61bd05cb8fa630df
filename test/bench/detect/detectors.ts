/** Reads a text, and says whether it found anything. */
export type Detector = (text: string) => boolean | Promise<boolean>;

/** What is imported of redact-pii. */
interface RedactPii {
  readonly SyncRedactor: new () => { redact(text: string): string };
}

/** What is imported of @openai/guardrails. */
interface Guardrails {
  readonly PIIEntity: Readonly<Record<string, string>>;
  readonly loadConfigBundle: (json: string) => unknown;
  readonly instantiateGuardrails: (bundle: unknown) => Promise<readonly Guardrail[]>;
}

interface Guardrail {
  run(context: object, text: string): Promise<{ readonly info: { readonly pii_detected?: boolean } }>;
}

const PEERS = new URL('../peers/node_modules/', import.meta.url);
/** These take any two words for a finding; guardrails itself leaves them out unless asked. */
const BROAD: readonly string[] = ['NRP', 'PERSON'];

/** Loads a detector, as its users would; its package is imported only then. */
export const DETECTORS = {
  /** Recognizers, tagger, later mentions. */
  sallyport: async (): Promise<Detector> => {
    const { scan } = await import('@sallyport/phi');
    return (text) => scan(text).length > 0;
  },
  'sallyport, and redacted': async (): Promise<Detector> => {
    const { redact } = await import('@sallyport/phi');
    return (text) => redact(text).text !== text;
  },
  'sallyport, no tagger': async (): Promise<Detector> => {
    const { FORMAL_RECOGNIZERS: recognizers, scan } = await import('@sallyport/phi');
    return (text) => scan(text, { recognizers }).length > 0;
  },
  'sallyport, tagger alone': async (): Promise<Detector> => {
    const { DEFAULT_RECOGNIZERS, FORMAL_RECOGNIZERS, scan } = await import('@sallyport/phi');
    const recognizers = Object.freeze(DEFAULT_RECOGNIZERS.filter((one) => !FORMAL_RECOGNIZERS.includes(one)));
    return (text) => scan(text, { recognizers }).length > 0;
  },
  'redact-pii': async (): Promise<Detector> => {
    const { SyncRedactor } = await fromPeers<RedactPii>('redact-pii/lib/index.js');
    const redactor = new SyncRedactor();
    return (text) => redactor.redact(text) !== text;
  },
  'openai guardrails': () => guardrails(() => true),
  'openai guardrails, its defaults': () => guardrails((entity) => !BROAD.includes(entity)),
} as const;

/** The name of a detector: the subject of its figures. */
export type DetectorName = keyof typeof DETECTORS;

/** The local check of personal data, masking, instantiated once as guardrails' own client does. It uses no network. */
async function guardrails(wanted: (entity: string) => boolean): Promise<Detector> {
  const { PIIEntity, loadConfigBundle, instantiateGuardrails } = await fromPeers<Guardrails>(
    '@openai/guardrails/dist/index.js',
  );
  const config = { entities: Object.values(PIIEntity).filter(wanted), block: false, detect_encoded_pii: false };
  const bundle = loadConfigBundle(JSON.stringify({ version: 1, guardrails: [{ name: 'Contains PII', config }] }));
  const [check] = await instantiateGuardrails(bundle);
  return async (text) => (await check?.run({}, text))?.info.pii_detected === true;
}

async function fromPeers<T>(file: string): Promise<T> {
  return (await import(new URL(file, PEERS).href)) as T;
}
