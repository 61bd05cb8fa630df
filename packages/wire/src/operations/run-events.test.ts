import { describe, expect, it } from 'vitest';
import type { Shape } from '../shape.ts';
import { RUN_EVENTS } from './run-events.ts';

const NAMED = RUN_EVENTS.named ?? {};

/** The facets that streams are read by, with the keys they stand under. A shape that holds itself is looked at once. */
function marks(shape: Shape, at = '', outer: readonly Shape[] = []): readonly string[] {
  if (outer.includes(shape)) return [];
  const { piece, part, ends, fields = {}, items } = shape;
  const own = [piece, part && 'part', ends && 'ends'].filter(Boolean).map((mark) => `${at}: ${mark}`);
  const within = [...outer, shape];
  const below = Object.entries(fields).flatMap(([key, inner]) => marks(inner, `${at}.${key}`, within));
  return [...own, ...below, ...(items === undefined ? [] : marks(items, `${at}[]`, within))];
}

describe('the events of a run', () => {
  it('are those of the API', () => {
    expect(Object.keys(NAMED)).toHaveLength(23);
  });

  it('come in pieces of a message, by its id and the index of its part', () => {
    expect(marks(NAMED['thread.message.delta'] ?? {})).toEqual([
      '.id: part',
      '.delta.content[].index: part',
      '.delta.content[].text.value: text',
      '.delta.content[].refusal: text',
    ]);
  });

  it('come in pieces of a step, by its id and the index of its call', () => {
    expect(marks(NAMED['thread.run.step.delta'] ?? {})).toEqual([
      '.id: part',
      '.delta.step_details.tool_calls[].index: part',
      '.delta.step_details.tool_calls[].code_interpreter.input: text',
      '.delta.step_details.tool_calls[].code_interpreter.outputs[].index: part',
      '.delta.step_details.tool_calls[].code_interpreter.outputs[].logs: text',
      '.delta.step_details.tool_calls[].function.arguments: json',
    ]);
  });

  it.each([
    'thread.message.completed',
    'thread.message.incomplete',
    'thread.run.step.completed',
    'thread.run.step.expired',
  ])('end those texts: %s', (name) => {
    expect([...marks(NAMED[name] ?? {})].sort()).toEqual(['.id: part', '.object: ends']);
  });

  it('hold no pieces else', () => {
    for (const name of [
      'thread.created',
      'thread.run.completed',
      'thread.run.step.created',
      'thread.message.created',
    ]) {
      expect(marks(NAMED[name] ?? {})).toEqual([]);
    }
  });
});
