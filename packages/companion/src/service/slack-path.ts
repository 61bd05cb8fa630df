import { SallyportError } from '@sallyport/core';
import type { SlackInteractions } from '../notices/index.ts';
import type { Handler } from './behind-gate.ts';
import { requireContentType } from './content-type.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';

const MAX_BODY_BYTES = 65_536;

/**
 * `POST /v1/slack/interactions`: what members press and submit. Slack's signature is all that says who calls; without it nothing is read
 * out of the body. Where no workspace is configured there is nothing here.
 */
export function slackPath(interactions: SlackInteractions | undefined): Handler {
  return async ({ raw }, reply) => {
    if (interactions === undefined) throw new SallyportError('route_unknown');
    const headers = singleHeaders(raw);
    requireContentType(headers['content-type'], 'application/x-www-form-urlencoded');
    const body = await readBody(raw, MAX_BODY_BYTES);
    const signature = headers['x-slack-signature'];
    const answer = await interactions({ signature, timestamp: headers['x-slack-request-timestamp'], body });
    return reply.header('cache-control', 'no-store').send(answer);
  };
}
