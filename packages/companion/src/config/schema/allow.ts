import { closed, list, text } from './words.ts';

/** `allow` of a connection. */
export const allow = closed(
  [],
  {
    subjects: list('a list of subjects', text('a subject')),
    groups: list('a list of groups', text('a group')),
    issuer: text('the URL of a configured issuer'),
  },
  { anyOf: [{ required: ['subjects'] }, { required: ['groups'] }], description: 'a list of subjects or groups' },
);
