import { ENTITIES, PURPOSES } from '@sallyport/core';
import { DAYS } from '../../conditions/conditions.ts';
import { LONGEST_GLOB, MOST_STARS } from '../../conditions/glob.ts';
import { closed, list, NAME, OPERATION, oneOf, ref, type Schema, text, whole, ZONE } from './words.ts';

const CLOCK = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';

/** How a glob is asked for. */
const GLOB = `a glob such as gpt-4o*, of at most ${LONGEST_GLOB} characters and ${MOST_STARS} stars`;

/** How a network is asked for. */
export const NETWORK = 'a network such as 10.0.0.0/8 or 2001:db8::/32';

/** How a zone is asked for. */
export const ZONE_NAME = 'a zone of the IANA database such as America/New_York';

const entities = Object.fromEntries(['any', ...ENTITIES].map((entity) => [entity, ref('range')]));

/** Bounds of a number. */
export const range = closed(
  [],
  { atLeast: whole([0, Number.MAX_SAFE_INTEGER]), atMost: whole([0, Number.MAX_SAFE_INTEGER]) },
  { minProperties: 1, title: 'a range with atLeast, atMost or both', description: 'Both bounds are inclusive.' },
);

/** A time of day. */
export const time = closed(
  ['zone'],
  {
    days: list('a list of days', oneOf(DAYS), { description: 'A span over midnight belongs to the day it begins on.' }),
    from: text('a time such as 08:30', { pattern: `^${CLOCK}$`, description: 'Inclusive. Default: 00:00.' }),
    to: text('a time such as 17:00', {
      pattern: `^(?:${CLOCK}|24:00)$`,
      description: 'Not inclusive. Earlier than `from`: over midnight. Default: 24:00.',
    }),
    zone: text(ZONE_NAME, { pattern: ZONE }),
  },
  { minProperties: 2, title: 'a time with a zone, and days, from or to' },
);

/** When a rule is meant. */
export const conditions: Schema = closed(
  [],
  {
    subjects: list('a list of subjects', text('a subject'), { description: '`*` is anybody.' }),
    groups: list('a list of groups', text('the name of a group', { pattern: '^(?!\\*$)' })),
    issuers: list('a list of issuers', text('the URL of an issuer')),
    clients: list('a list of clients', text('the id of a client')),
    nature: oneOf(['person', 'service']),
    connections: list('a list of connections', text('the name of a connection', { pattern: NAME })),
    baa: list('a list of true, false and self_hosted', oneOf([true, false, 'self_hosted']), {
      description: 'Whether a business associate agreement covers the connection.',
    }),
    operations: list(
      'a list of operations',
      text('an operation such as embeddings.create or chat.*', { pattern: OPERATION, examples: ['chat.*'] }),
    ),
    models: list('a list of globs', {
      type: 'string',
      minLength: 1,
      maxLength: LONGEST_GLOB,
      pattern: `^[^*]*(?:\\*[^*]*){0,${MOST_STARS}}$`,
      title: GLOB,
    }),
    entities: closed([], entities, {
      minProperties: 1,
      title: 'a set of entities, each with a range',
      description: 'How many of each the request holds; `any` is all together.',
    }),
    bodyBytes: ref('range', { description: "Length of the request's body." }),
    inputs: ref('range', { description: 'Texts to embed, messages, prompts.' }),
    time: ref('time'),
    networks: list('a list of networks', text(NETWORK), { description: 'Where the call comes from.' }),
    purposes: list('a list of purposes', oneOf(PURPOSES)),
  },
  {
    minProperties: 1,
    title: 'a set of conditions',
    description: 'All that are here must hold; of a list, one item must. Leave `when` out where every call is meant.',
  },
);
