import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { addNoticeRoutes, noticeRoute } from './notice-routes.ts';

const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';

let service: FastifyInstance;
beforeAll(() => {
  service = fastify({ logger: false, rewriteUrl: ({ url = '' }) => noticeRoute(url) ?? '/unknown' });
  addNoticeRoutes(service, undefined, createGate(4));
});
afterAll(() => service.close());

describe('the page of a review', () => {
  it('is the same for every id, and holds none', async () => {
    const pages = [];
    for (const id of [ID, crypto.randomUUID()]) pages.push(await service.inject(`/reviews/${id}`));
    const [one, other] = pages;
    expect(one?.statusCode).toBe(200);
    expect(one?.body).toBe(other?.body);
    expect(one?.body).not.toContain(ID);
    expect(one?.body).toContain('sallyport reviews show ID');
    const { date: _, ...headers } = one?.headers ?? {};
    const { date: __, ...same } = other?.headers ?? {};
    expect(headers).toEqual(same);
  });

  it('has a policy that lets in its own style, and nothing else', async () => {
    const { headers, body } = await service.inject(`/reviews/${ID}`);
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(body).not.toMatch(/<script|<link|<img|<form|\son\w+=|style=|https?:/i);
  });

  it.each([
    '/reviews',
    '/reviews/',
    `/reviews/${ID}/`,
    `/reviews/${ID}?x=1`,
    `/reviews/${ID.toUpperCase()}`,
    '/reviews/..',
  ])('is nowhere else: %s', async (target) => {
    expect((await service.inject(target)).statusCode).toBe(404);
  });
});

describe('interactions with Slack', () => {
  it('are nowhere where no workspace is configured', async () => {
    const answer = await service.inject({ method: 'POST', url: '/v1/slack/interactions' });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'route_unknown']);
  });
});
