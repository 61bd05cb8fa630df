import { closed, NAME, text } from './words.ts';

/** `credential` of a connection. */
export const credential = closed(
  [],
  {
    secret: text('the name of a sealed secret', { pattern: NAME }),
    none: { const: true, description: 'true' },
  },
  { minProperties: 1, maxProperties: 1, description: 'either a secret or none' },
);
