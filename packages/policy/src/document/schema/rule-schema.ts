import { ENTITIES, MEDIA_RANGES, MEDIA_TYPES, OPERATORS, RECORDING_MODES } from '@sallyport/core';
import { closed, list, NAME, name, oneOf, ref, type Schema, text, whole } from './words.ts';

const window = (most: number): Schema =>
  closed(['most', 'per'], { most: whole([1, most]), per: ref('duration') }, { title: 'a limit with most and per' });

/** What one identity may do under one rule. */
export const limits: Schema = closed(
  [],
  {
    bodyBytes: whole([1, 1_073_741_824], { description: 'Largest body.' }),
    inputs: whole([1, 1_000_000], { description: 'Most inputs of one request.' }),
    requests: { ...window(1_000_000_000), description: 'Requests in a window.' },
    tokens: { ...window(1_000_000_000_000), description: 'Tokens of the model in a window, in and out.' },
    concurrent: whole([1, 65_536], { description: 'Calls at once.' }),
  },
  { minProperties: 1, title: 'a set of limits' },
);

/** An operator for each entity. */
export const plan: Schema = closed(
  [],
  Object.fromEntries(['default', ...ENTITIES].map((entity) => [entity, ref('operator')])),
  { minProperties: 1, title: 'a set of entities, each with an operator' },
);

/** What can be done to an entity. */
export const operator: Schema = oneOf(OPERATORS);

const { type: _, ...planOnly } = plan;

/** Operators by their name, or written out. */
export const planOrName: Schema = {
  ...planOnly,
  type: ['string', 'object'],
  pattern: NAME,
  title: 'the name of operators or of a preset, or a set of entities, each with an operator',
};

/** One line for people, without control characters. */
export const message: Schema = {
  type: 'string',
  pattern: '^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$',
  title: 'one line of at most 200 characters',
  description: 'What refused and waiting callers are told.',
};

/** How streamed answers are read ahead. */
const lookAhead: Schema = {
  type: ['integer', 'string'],
  minimum: 1,
  maximum: 65_536,
  pattern: '^sentence$',
  title: 'sentence, or a whole number from 1 to 65536',
  description: 'How far ahead a streamed answer is read, in UTF-16 code units. Default: 96.',
};

/** Kinds of attachments. */
export const media: Schema = list(
  'a list of media types',
  oneOf([...MEDIA_TYPES, ...MEDIA_RANGES], {
    title: 'a media type that Sallyport tells by its content, such as image/png or application/pdf, or image/*',
  }),
  { description: 'What may be attached once people have looked at it. Default: nothing.' },
);

/** One sentence of a policy. */
export const rule: Schema = closed(
  ['name', 'then'],
  {
    name: name(),
    when: ref('conditions'),
    then: oneOf(['allow', 'deny', 'review']),
    out: ref('planOrName', { description: 'On the way out. Default: all entities are redacted.' }),
    back: ref('planOrName', { description: 'On the way back. Default: all entities are redacted.' }),
    restore: closed(
      [],
      {
        text: { type: 'boolean', title: 'true or false', description: 'In text.' },
        tools: list('a list of tools', text('the name of a tool'), {
          description: 'In the arguments of calls of these tools.',
        }),
      },
      { minProperties: 1, title: 'text, tools or both', description: 'Where callers get their own values back.' },
    ),
    lookAhead,
    media: ref('media'),
    review: ref('review'),
    record: oneOf(RECORDING_MODES, { default: 'redacted' }),
    retain: name({ default: 'standard', description: 'The name of a retention class.' }),
    limits: ref('limits'),
    message,
  },
  { title: 'a rule' },
);
