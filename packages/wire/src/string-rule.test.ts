import { describe, expect, it } from 'vitest';
import {
  closed,
  closedOrRefused,
  fullDate,
  identifier,
  modelName,
  padding,
  parameterPath,
  serverAddress,
  toolName,
  vector,
} from './string-rule.ts';

const structure = (text: string) => ({ structure: text });

describe('string rules', () => {
  it('know closed sets', () => {
    expect([closed('a')('a'), closed('a')('A'), closed('a')('')]).toEqual(['skip', 'text', 'text']);
    expect([closedOrRefused('a')('a'), closedOrRefused('a')('b')]).toEqual(['skip', 'refuse']);
  });

  it.each(['call_Zk3b', 'chatcmpl-A.b:c', 'a'])('know ids: %s', (id) => {
    expect(identifier(id)).toEqual(structure(id));
  });

  it.each(['', '4481234', '555-0147', 'a b', 'a/b', 'é', 'a\n', 'a'.repeat(129)])('know what is no id: %j', (id) => {
    expect(identifier(id)).toBe('text');
  });

  it('know models, without the date of release', () => {
    expect(modelName('gpt-4o-mini-2024-07-18')).toBe('skip');
    expect(modelName('gpt-6-rosalind')).toBe('skip');
    expect(modelName('ft:gpt-4o-2024-08-06:acme::Zk')).toEqual(structure('ft:gpt-4o:acme::Zk'));
    expect(modelName('acme/sonnet-20241022')).toEqual(structure('acme/sonnet'));
    expect(modelName('clinic-1950-03-02')).toEqual(structure('clinic-1950-03-02'));
    expect(modelName('alma fernhollow')).toBe('text');
    expect(modelName('4481234')).toBe('text');
  });

  it('know the names of tools', () => {
    expect(toolName('find_chart-2')).toEqual(structure('find_chart-2'));
    expect([toolName('find chart'), toolName('a'.repeat(65)), toolName('')]).toEqual(['text', 'text', 'text']);
  });

  it('know the paths of parameters', () => {
    expect(parameterPath('messages[1].content')).toEqual(structure('messages[1].content'));
    expect(parameterPath('messages of Alma')).toBe('text');
  });

  it('know dates and vectors', () => {
    expect([fullDate('2026-10-01'), fullDate('1 October')]).toEqual(['skip', 'text']);
    expect([vector('AACAPw=='), vector('AACAPw='), vector('AACA'), vector('AACAPw==AACAPw==')]).toEqual([
      'skip',
      'refuse',
      'refuse',
      'refuse',
    ]);
  });
});

describe('padding', () => {
  it.each(['', 'x', 'sx3Hk1dT', 'XKi7mZ9vq4hMFz'])('passes: %j', (value) => {
    expect(padding(value)).toBe('skip');
  });

  it.each(['Fernhollow', 'Zq7sentinel', '4481234', 'a b', 'é', 'a'.repeat(65)])('takes for text: %j', (value) => {
    expect(padding(value)).toBe('text');
  });
});

describe('the address of a server', () => {
  it.each([
    ['https://mcp.acme.example/sse', 'mcp acme example sse'],
    ['https://mcp.acme.example:8443/v1/tools/', 'mcp acme example 8443 v1 tools'],
    ['pubmed.ncbi.nlm.nih.gov', 'pubmed ncbi nlm nih gov'],
  ])('is structure, word by word: %s', (value, words) => {
    expect(serverAddress(value)).toEqual(structure(words));
  });

  it.each([
    'https://alma:secret@mcp.acme.example/sse',
    'https://mcp.acme.example/sse?patient=4481234',
    'https://mcp.acme.example/%41lma',
    'https://10.0.0.7/sse',
    'file:///etc/passwd',
    'localhost',
    'Alma Fernhollow',
    '',
  ])('is text otherwise: %j', (value) => {
    expect(serverAddress(value)).toBe('text');
  });
});
