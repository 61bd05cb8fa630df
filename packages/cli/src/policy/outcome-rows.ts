import { type Decision, ENTITIES, type Operator } from '@sallyport/core';
import type { Question } from '@sallyport/policy';

/** What happens to each entity that was found, and to those that were not. */
export function operatorRows({ operators }: Decision, { entities = {} }: Question): readonly (readonly string[])[] {
  const row = (name: string, [out, back]: readonly [Operator, Operator]) => [name, `out ${out}`, `back ${back}`];
  const there = ENTITIES.filter((entity) => (entities[entity] ?? 0) > 0);
  const pairs = ENTITIES.filter((entity) => !there.includes(entity)).map(
    (entity) => [operators.out[entity], operators.back[entity]] as const,
  );
  const others = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
  return [
    ...there.map((entity) => row(`${entity} ${entities[entity]}`, [operators.out[entity], operators.back[entity]])),
    ...others.map((pair) => row(there.length === 0 ? 'any' : 'others', pair)),
  ];
}

/** Restoring, recording, retention and limits, on one line. */
export function settingsLine({ restore, recording, retention, limits = {} }: Decision): string {
  const places = [...(restore?.text === true ? ['text'] : []), ...(restore?.tools ?? [])];
  const { requests, tokens, concurrent } = limits;
  const windows = [
    ...(requests === undefined ? [] : [`${requests.most} requests in ${requests.seconds} s`]),
    ...(tokens === undefined ? [] : [`${tokens.most} tokens in ${tokens.seconds} s`]),
    ...(concurrent === undefined ? [] : [`${concurrent} at once`]),
  ];
  return [
    places.length === 0 ? 'nothing is given back in place of tokens' : `own values are given back in ${places.join(', ')}`,
    `recorded: ${recording}, kept as ${retention}`,
    ...(windows.length === 0 ? [] : [`at most ${windows.join(', ')}`]),
  ].join('\n');
}
