import type { FastifyInstance } from 'fastify';
import type { SlackInteractions } from '../notices/index.ts';
import { behindGate } from './behind-gate.ts';
import type { Gate } from './gate.ts';
import { REVIEW_PAGE_PATH, reviewPage } from './review-page.ts';
import { slackPath } from './slack-path.ts';

const SLACK = '/v1/slack/interactions';
const PAGE = '/reviews';

/** The route of a request's target, taken as it came, where it is one that notices lead to. */
export function noticeRoute(target: string): string | undefined {
  if (target === SLACK) return SLACK;
  return REVIEW_PAGE_PATH.test(target) ? PAGE : undefined;
}

/** Adds the routes that notices lead to. */
export function addNoticeRoutes(service: FastifyInstance, slack: SlackInteractions | undefined, gate: Gate): void {
  service.post(SLACK, behindGate(gate, slackPath(slack)));
  service.get(PAGE, behindGate(gate, reviewPage()));
}
