import { closed, text } from './words.ts';

/** `tls` of a connection. */
export const tls = closed(
  [],
  {
    caFile: text('a path'),
    certFile: text('a path'),
    keyFile: text('a path'),
    serverName: text('a host name', {
      maxLength: 253,
      pattern: '^(?:[A-Za-z0-9_-]{1,63}\\.){0,126}[A-Za-z0-9-]{1,63}$',
    }),
  },
  {
    minProperties: 1,
    dependentRequired: { certFile: ['keyFile'], keyFile: ['certFile'] },
    description: 'a set of caFile, certFile with keyFile, serverName',
  },
);
