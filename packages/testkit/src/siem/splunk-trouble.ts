import type { ServerResponse } from 'node:http';
import type { HecCode } from './hec-event.ts';

/**
 * What is wrong with a collector: it says one of its codes to everything, or, where that is 24, to what it takes; it never answers; it
 * breaks connections off, before it has done what it was asked or (`lost`) after; it sends elsewhere; a page of HTML, or JSON without an end, is there in its place; it takes events and never indexes them.
 */
export type SplunkTrouble =
  | HecCode
  | 'silent'
  | 'resetting'
  | 'lost'
  | 'redirecting'
  | 'html'
  | 'endless'
  | 'unindexed';

/** What is done in place of an answer; `undefined` where there is one. */
export const MISBEHAVIOURS: Readonly<
  Record<Exclude<SplunkTrouble, HecCode>, ((response: ServerResponse) => void) | undefined>
> = {
  unindexed: undefined,
  silent: () => undefined,
  resetting: (response) => response.socket?.destroy(),
  lost: (response) => response.socket?.destroy(),
  redirecting: (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/services/collector/event' }).end(),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Welcome</h1></html>'),
  endless: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (response.write('{"text":"'.padEnd(65_536, 'x')));
      response.once('drain', more);
    };
    more();
  },
};
