import { closed, count, list, NAME, text } from './words.ts';

const account = closed(['issuer', 'subject'], { issuer: text('the URL of an issuer'), subject: text('a subject') });

/** An item of `people`. */
export const person = closed(['name', 'accounts'], {
  name: text('a name of lower-case letters, digits and dashes', { pattern: NAME }),
  accounts: list('a list of accounts, each an issuer and a subject', account),
  services: list('a list of accounts, each an issuer and a subject', account),
  slack: text('a member id of Slack, such as U024BE7LH', { pattern: '^[UW][A-Z0-9]{2,31}$' }),
});

/** `reviews` */
export const reviews = closed(
  [],
  {
    pending: count('', { fallback: 10_000, most: 1_000_000 }),
    pendingPerIdentity: count('', { fallback: 100, most: 100_000 }),
    held: count('', { fallback: 32, most: 65_536 }),
    attachmentBytes: count('', { fallback: 268_435_456, most: 17_179_869_184 }),
    waiting: count('', { fallback: 256, most: 65_536 }),
    url: text('an https URL'),
  },
  { default: {}, description: 'a set of bounds: pending, pendingPerIdentity, held, attachmentBytes, waiting, url' },
);
