import type { MediaRange, MediaType } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { policyOf } from './arbitrary-policy.test-support.ts';
import { decide } from './decide.ts';
import { diffDecisions } from './diff/diff-decisions.ts';
import type { RuleDocument } from './document/document.ts';
import { explain } from './explain/explain.ts';
import { permitsMedia } from './permits-media.ts';
import { SAFE_HARBOR } from './presets/safe-harbor.ts';
import { readSlice } from './slice/read-slice.ts';
import { slicePolicy } from './slice/slice-policy.ts';

const review = { groups: ['privacy'], window: { most: '1h' }, breakGlass: { groups: ['emergency'] } };
const REVIEW = { review };

function policy(media: readonly MediaRange[], more: Partial<RuleDocument> = {}) {
  const rule = { name: 'scans', then: 'allow', media, ...REVIEW, ...more } as const;
  return policyOf({ version: 1, name: 'media', rules: [rule] });
}

const call = (...media: MediaType[]) => ({ operation: 'chat.completions.create', baa: true, media }) as const;

describe('a call with attachments', () => {
  it('waits for people where a rule names every kind of them', () => {
    const both = policy(['image/*', 'application/pdf']);
    expect(decide(both, call('image/png', 'application/pdf'))).toMatchObject({ effect: 'review', rule: 'scans' });
    expect(decide(both, call('image/png', 'audio/wav'))).toMatchObject({ effect: 'deny', denied: 'media' });
    expect(decide(both, call())).toMatchObject({ effect: 'allow' });
    expect(decide(both, call()).review).toBeUndefined();
  });

  it('is looked at each time: no window stands for it, and nobody breaks the glass', () => {
    const images = policy(['image/png'], { then: 'review' });
    const demand = { groups: ['privacy'], quorum: 1, expiresIn: 3_600, useWithin: 900 };
    expect(decide(images, call('image/png')).review).toEqual(demand);
    expect(decide(images, call()).review).toMatchObject({ window: { most: 3_600 } });
  });

  it('is denied without an agreement, for nobody can say that it is de-identified', () => {
    for (const baa of [false, undefined] as const) {
      const question = { operation: 'chat.completions.create', media: ['image/png'] as const };
      expect(decide(policy(['image/png']), baa === undefined ? question : { ...question, baa })).toMatchObject({
        effect: 'deny',
        denied: 'baa',
      });
    }
  });

  it('takes what nobody knows for no document, unless it is named', () => {
    expect(decide(policy(['application/*']), call('application/octet-stream')).effect).toBe('deny');
    expect(decide(policy(['application/octet-stream']), call('application/octet-stream')).effect).toBe('review');
  });

  it('is denied by every preset', () => {
    expect(decide(SAFE_HARBOR, call('image/png'))).toMatchObject({ effect: 'deny', denied: 'media' });
  });

  it('is denied where the question cannot be read', () => {
    const question = { ...call(), media: 'image/png' as unknown as MediaType[] };
    expect(decide(policy(['image/*']), question)).toMatchObject({ effect: 'deny', rule: 'default' });
  });
});

describe('whether attachments are read at all', () => {
  it('hangs on the operations and connections of the rules that name any', () => {
    const there = { operation: 'chat.completions.create', connection: 'openai' };
    const when = { operations: ['chat.*'], connections: ['openai'] };
    expect(permitsMedia(policy(['image/png'], { when }), there)).toBe(true);
    expect(permitsMedia(policy(['image/png'], { when }), { ...there, operation: 'files.create' })).toBe(false);
    expect(permitsMedia(policy(['image/png'], { when }), { ...there, connection: 'ward' })).toBe(false);
    expect(permitsMedia(policy(['image/png']), there)).toBe(true);
    expect(permitsMedia(SAFE_HARBOR, there)).toBe(false);
  });
});

describe('what a rule says of attachments', () => {
  it('is in its digest, whatever the order, and in its owner’s slice', () => {
    const one = policy(['image/png', 'application/pdf']);
    expect(policy(['application/pdf', 'image/png']).digest).toBe(one.digest);
    expect(policy(['image/png']).digest).not.toBe(one.digest);
    const owner = { issuer: 'https://login.example', subject: 'ines', groups: [], connection: 'openai', baa: true };
    const slice = JSON.parse(JSON.stringify(slicePolicy(one, owner)));
    expect(readSlice(slice)?.rules[0]).toMatchObject({ media: ['application/pdf', 'image/png'] });
    const { review: _, ...alone } = slice.rules[0];
    expect(readSlice({ ...slice, rules: [alone] })).toBeUndefined();
    expect(readSlice({ ...slice, rules: [{ ...slice.rules[0], media: ['*/*'] }] })).toBeUndefined();
  });

  it('is explained, with the rule that names them', () => {
    const rules = [
      { name: 'text', when: { purposes: ['treatment'] }, then: 'allow' },
      { name: 'scans', then: 'allow', media: ['image/*'], ...REVIEW },
    ] as const;
    const two = policyOf({ version: 1, name: 'two', rules } as never);
    const explained = explain(two, { ...call('image/png'), purpose: 'treatment' });
    expect(explained).toMatchObject({ rule: 'text', stops: [{ kind: 'media', types: ['image/png'] }] });
    expect(explain(two, call('image/png')).stops).toEqual([]);
  });

  it('is a change', () => {
    const calls = [{ question: call('image/png'), unknown: [] as const }];
    const [from, to] = [policy(['image/png']), policy(['image/*', 'audio/*'])];
    const changes = diffDecisions(from, to, calls);
    expect(JSON.stringify(changes)).toContain('"what":"media"');
  });
});
