import { describe, expect, it } from 'vitest';
import type { Notice, NoticeReview } from './notice.ts';
import { factsOf, headlineOf } from './notice-facts.ts';

const REVIEW: NoticeReview = {
  id: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20',
  url: 'https://sallyport.example/reviews/0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20',
  kind: 'call',
  state: 'pending',
  connection: 'openai',
  operation: 'embeddings.create',
  requester: { issuer: 'https://login.example/', subject: 'notes-app' },
  found: { SSN: 2, NAME: 3, MRN: 0 },
  inputs: 120,
  bodyBytes: 48_213,
  requestedAt: Date.UTC(2026, 10, 29, 8),
  expiresAt: Date.UTC(2026, 10, 29, 9),
};
const notice = (more: Partial<NoticeReview> = {}, kind: Notice['kind'] = 'requested'): Notice => ({
  id: '1b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f21',
  kind,
  review: { ...REVIEW, ...more },
});
const fact = (title: string, more: Partial<NoticeReview>) =>
  factsOf(notice(more)).find((one) => one.title === title)?.value;

describe('what people are told', () => {
  it('is who asks for what, and what was found in it, in counts', () => {
    expect(factsOf(notice()).map(({ title, value }) => `${title}: ${value}`)).toEqual([
      'Requester: notes-app',
      'Issuer: https://login.example/',
      'Connection: openai',
      'Operation: embeddings.create',
      'Found: 3 NAME, 2 SSN',
      'Inputs: 120',
      'Size: 48213 bytes',
      'Purpose: not said',
      'State: pending',
      'Requested: 2026-11-29 08:00:00 UTC',
      'Expires: 2026-11-29 09:00:00 UTC',
      'Review: 0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20',
    ]);
    expect(fact('Found', { found: {} })).toBe('nothing');
  });

  it('is one line each, whatever a subject is called', () => {
    const subject = `ada\r\nBcc: eve@example.org\u2028\u202Egnp.exe\u0000${'x'.repeat(500)}`;
    const said = fact('Requester', { requester: { issuer: 'https://login.example/', subject } }) ?? '';
    expect(said).toMatch(/^ada Bcc: eve@example\.org gnp\.exe x+…$/);
    expect(said.length).toBe(201);
  });

  it('counts nothing that is no entity', () => {
    expect(fact('Found', { found: { 'Maria Delgado': 1, NAME: 1 } as never })).toBe('1 NAME');
  });

  it.each([
    ['requested', 'pending', 'A call waits for review'],
    ['escalated', 'pending', 'A call still waits for review'],
    ['break_glass', 'approved', 'A call went on without a reviewer'],
    ['expired', 'expired', 'A review has expired'],
    ['decided', 'approved', 'A call was approved'],
    ['decided', 'rejected', 'A call was rejected'],
    ['decided', 'cancelled', 'An approval was taken back'],
    ['decided', 'used', 'A call was approved and sent'],
  ] as const)('begins with what happened: %s, %s', (kind, state, headline) => {
    expect(headlineOf(notice({ state }, kind))).toBe(headline);
  });
});
