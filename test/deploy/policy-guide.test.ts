import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATORS, PURPOSES } from '@sallyport/core';
import { CONDITIONS, decide, type Policy, PRESET_NAMES, type Question, readPolicy } from '@sallyport/policy';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './deploy-folder.ts';

const guide = await readFile(join(ROOT, 'docs/policy.md'), 'utf8');
const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']): unknown => parse(block));

function policyOf(name: string): Policy {
  const read = readPolicy(examples.find((example) => (example as { readonly name?: string }).name === name));
  if ('faults' in read) throw new TypeError(JSON.stringify(read.faults));
  return read.policy;
}

describe('the guide to policies', () => {
  it.each(examples.map((example) => [(example as { readonly name: string }).name, example]))(
    'shows a policy that can be read: %s',
    (_, example) => {
      expect(readPolicy(example)).not.toHaveProperty('faults');
    },
  );

  it('speaks of every condition, operator, purpose and preset', () => {
    for (const word of [...CONDITIONS, ...OPERATORS, ...PRESET_NAMES]) expect(guide).toContain(`\`${word}\``);
    expect(guide).toContain(PURPOSES.join(' '));
  });

  const ward: Question = { operation: 'embeddings.create', connection: 'openai', baa: false, inputs: 1 };
  const night = Date.parse('2026-11-30T04:00:00Z');

  it.each<[string, string, Question, string]>([
    ['ward', 'a bulk export', { ...ward, inputs: 100 }, 'review by bulk-export'],
    ['ward', 'a clinician’s call', { ...ward, groups: ['clinicians'], purpose: 'treatment' }, 'allow by clinicians'],
    ['ward', 'another call', ward, 'allow by de-identified-text'],
    ['ward', 'a call nobody speaks of', { operation: 'realtime.connect' }, 'deny by default'],
    ['nights', 'a person at night', { ...ward, nature: 'person', time: night }, 'deny by nobody-at-night'],
    [
      'nights',
      'a call with no SSN',
      { ...ward, source: '10.20.1.1', model: 'gpt-4o', entities: {} },
      'allow by from-the-hospital',
    ],
    [
      'nights',
      'a call with one',
      { ...ward, source: '10.20.1.1', model: 'gpt-4o', entities: { SSN: 1 } },
      'deny by default',
    ],
    [
      'operators-by-name',
      'research',
      { ...ward, baa: true, purpose: 'research', entities: { DATE: 1 } },
      'allow by research',
    ],
    ['operators-by-name', 'a record number', { ...ward, entities: { MRN: 1 } }, 'review by numbers-are-looked-at'],
    ['operators-by-name', 'a name', { ...ward, entities: { NAME: 1 } }, 'allow by numbers-are-looked-at'],
    [
      'reviewed',
      'a date without an agreement',
      { ...ward, inputs: 50, purpose: 'research', entities: { DATE: 1 } },
      'deny by research-export',
    ],
    ['by-agreement', 'research at home', { ...ward, baa: 'self_hosted', purpose: 'research' }, 'allow by self-hosted'],
    ['by-agreement', 'research elsewhere', { ...ward, baa: true, purpose: 'research' }, 'allow by limited-data-set'],
    [
      'by-agreement',
      'treatment elsewhere',
      { ...ward, baa: true, purpose: 'treatment' },
      'allow by de-identified-text',
    ],
    [
      'by-agreement',
      'training',
      { ...ward, operation: 'fine_tuning.jobs.create', baa: true },
      'deny by no-fine-tuning',
    ],
  ])('of %s says about %s what it claims', (name, _, question, expected) => {
    const { effect, rule } = decide(policyOf(name), question);
    expect(`${effect} by ${rule}`).toBe(expected);
  });
});
