import { closed, count, list, text } from './words.ts';

const witness = closed(['url', 'key'], {
  url: text('an https URL'),
  key: text('the verifier key of a witness, name+hex+base64'),
  insecureHttp: { type: 'boolean', default: false, description: 'true or false' },
});

/** `ledger` */
export const ledger = closed(['origin'], {
  origin: text('a log origin without spaces or plus signs, such as sallyport.example/log', {
    pattern: '^[^\\s+\\p{Cc}]{1,255}$',
  }),
  witnesses: list('a list of 1 to 16 witnesses', witness, { maxItems: 16 }),
  dangerouslyUnwitnessed: { const: true, description: 'true' },
  unwitnessedSeconds: count('seconds', { fallback: 900, least: 60, most: 604_800 }),
});
