import { closed, list, text } from './words.ts';

const POINTER = '^(?:/(?:[^/~]|~[01]){0,128}){0,16}$';

const pointers = list('a list of JSON Pointers', {
  type: 'string',
  maxLength: 512,
  pattern: POINTER,
  description: 'a JSON Pointer such as /items/*/note, with * for any index or key',
});

/** `operations` of a connection of kind `http`. */
export const operations = list(
  'a list of operations',
  closed(['id', 'method', 'path'], {
    id: text('a name of lower-case words joined by dots, such as triage.create', {
      pattern: '^[a-z][a-z0-9_]{0,31}(?:\\.[a-z][a-z0-9_]{0,31}){0,3}$',
    }),
    method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], description: 'one of GET, POST, PUT, PATCH, DELETE' },
    path: text('a path such as /triage/{case_id}', { maxLength: 512 }),
    query: list('a list of query parameters', {
      type: 'string',
      pattern: '^[A-Za-z][A-Za-z0-9_-]{0,31}$',
      description: 'a name of letters, digits, dashes and underscores',
    }),
    text: pointers,
    answer: closed([], { text: pointers }, { description: 'what is text in the answer' }),
  }),
);
