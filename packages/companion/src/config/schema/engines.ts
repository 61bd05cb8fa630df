import { closed, count, list, NAME, text } from './words.ts';

const engine = (required: readonly string[], properties: Record<string, object>, timeoutMs = 10_000) =>
  closed(required, {
    ...properties,
    timeoutMs: count('milliseconds', { fallback: timeoutMs, least: 100, most: 600_000 }),
    minScore: { type: 'number', minimum: 0, maximum: 1, description: 'a number from 0 to 1' },
  });
const language = text('a language code such as en', { pattern: '^[a-z]{2,3}(-[A-Za-z]{2,8}){0,2}$', default: 'en' });
const ENGINES = {
  presidio: engine(['url'], {
    url: text('an https URL'),
    insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
    language,
    entities: list('a list of entities', text('the name of an entity', { pattern: '^[A-Z][A-Z0-9_]{0,63}$' })),
  }),
  azurePhi: engine(['endpoint', 'secret'], {
    endpoint: text('an https URL'),
    secret: text('the name of a sealed secret', { pattern: NAME }),
    language,
  }),
  comprehendMedical: engine(['region'], {
    region: text('an AWS region such as us-east-1', { pattern: '^[a-z]{2}(-[a-z]{2,12}){1,3}-\\d{1,2}$' }),
    endpoint: text('an https URL'),
  }),
  onnx: engine(
    ['model'],
    {
      model: text('a path'),
      dtype: {
        enum: ['fp32', 'fp16', 'q8', 'int8', 'uint8', 'q4'],
        default: 'fp32',
        description: 'one of fp32, fp16, q8, int8, uint8, q4',
      },
    },
    60_000,
  ),
};

/** `engines`. */
export const engines = closed(
  [],
  {
    onFailure: {
      enum: ['refuse', 'dangerouslyIgnore'],
      default: 'refuse',
      description: 'refuse or dangerouslyIgnore',
    },
    ...ENGINES,
  },
  {
    anyOf: Object.keys(ENGINES).map((name) => ({ required: [name] })),
    description: `at least one of ${Object.keys(ENGINES).join(', ')}`,
  },
);
