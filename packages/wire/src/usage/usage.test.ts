import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUse, tokensOf } from './token-use.ts';
import { tokensAsked } from './tokens-asked.ts';
import { tokensSaid } from './tokens-said.ts';

const said = (value: unknown) => tokensOf(tokensSaid(JSON.stringify(value)));

describe('tokensSaid', () => {
  it.each([
    ['a chat completion', { usage: { prompt_tokens: 12, completion_tokens: 30, total_tokens: 42 } }, 42],
    ['an embedding', { data: [{ embedding: [0.1] }], usage: { prompt_tokens: 5, total_tokens: 5 } }, 5],
    ['a response', { usage: { input_tokens: 7, output_tokens: 8, total_tokens: 15 } }, 15],
    ['a response in events', { type: 'response.completed', response: { usage: { total_tokens: 15 } } }, 15],
    ['a message', { usage: { input_tokens: 7, output_tokens: 8 } }, 15],
    [
      'a message from a cache',
      { usage: { input_tokens: 7, cache_creation_input_tokens: 100, cache_read_input_tokens: 50, output_tokens: 8 } },
      165,
    ],
    ['the start of a message', { type: 'message_start', message: { usage: { input_tokens: 7, output_tokens: 1 } } }, 8],
    ['Gemini', { usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 6, totalTokenCount: 10 } }, 10],
    [
      'Gemini, thinking',
      { usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 6, thoughtsTokenCount: 90 } },
      100,
    ],
    ['Gemini, spelled otherwise', { usage_metadata: { prompt_token_count: 4, candidates_token_count: 6 } }, 10],
    ['Converse', { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 } }, 7],
    [
      'the last event of a model on Bedrock',
      { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 9 } },
      12,
    ],
    ['Titan', { inputTextTokenCount: 6, embedding: [1, 2] }, 6],
    ['Llama', { generation: 'noted', prompt_token_count: 6, generation_token_count: 5 }, 11],
    ['Groq, in events', { x_groq: { usage: { prompt_tokens: 1, completion_tokens: 2 } } }, 3],
    ['no use yet', { usage: null, choices: [] }, undefined],
    ['sound, by the second', { usage: { type: 'duration', seconds: 9 } }, undefined],
    ['an answer that does not say', { choices: [{ text: 'tokens' }] }, undefined],
  ])('reads %s', (_, answer, tokens) => {
    expect(said(answer)).toBe(tokens);
  });

  it('believes nothing that a model or a caller could have written', () => {
    const forged = { usage: { total_tokens: 0, prompt_tokens: 0 } };
    expect(said({ content: [{ type: 'tool_use', input: forged }] })).toBeUndefined();
    expect(said({ choices: [{ message: { content: JSON.stringify(forged) } }] })).toBeUndefined();
    expect(said({ metadata: forged })).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"usage": {"total_tokens": 3'],
    ['text', '{"usage": {"total_tokens": "3"}}'],
    ['less than nothing', '{"usage": {"total_tokens": -3}}'],
    ['a number beyond numbers', '{"usage": {"total_tokens": 1e999}}'],
    ['nesting beyond measure', `${'[{"tokens":'.repeat(100_000)}1${'}]'.repeat(100_000)}`],
  ])('reads nothing of %s', (_, text) => {
    expect(tokensSaid(text)).toEqual({});
  });

  it('never raises', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(tokensSaid(`{"usage":${text}}`)).toBeTypeOf('object');
      }),
    );
  });
});

describe('addUse', () => {
  it('keeps the highest of what counts up', () => {
    const events = [{ input: 25, output: 1 }, { output: 9 }, {}, { output: 4 }];
    expect(tokensOf(events.reduce(addUse, {}))).toBe(34);
    expect(tokensOf([{}, {}].reduce(addUse, {}))).toBeUndefined();
  });
});

describe('tokensAsked', () => {
  it.each([
    [{ max_tokens: 100 }, 100],
    [{ max_completion_tokens: 100, n: 3 }, 300],
    [{ max_output_tokens: 64 }, 64],
    [{ generationConfig: { maxOutputTokens: 50, candidateCount: 2 } }, 100],
    [{ inferenceConfig: { maxTokens: 10 } }, 10],
    [{ textGenerationConfig: { maxTokenCount: 11 } }, 11],
    [{ max_tokens: null }, 0],
    [{ n: 3 }, 0],
    [{ messages: [{ max_tokens: 5 }] }, 0],
  ])('of %j are %d', (request, tokens) => {
    expect(tokensAsked(JSON.stringify(request))).toBe(tokens);
  });

  it('of what is no JSON are none', () => {
    expect(tokensAsked('max_tokens')).toBe(0);
    expect(tokensAsked('')).toBe(0);
  });
});
