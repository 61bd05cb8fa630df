import { type Decision, ENTITIES, type Entity } from '@sallyport/core';
import type { Question } from '@sallyport/policy';
import { durationWords } from './duration-words.ts';

/** What happens to each entity that was found; then to all others, those alike together. */
export function operatorRows({ operators }: Decision, { entities = {} }: Question): readonly (readonly string[])[] {
  const there = ENTITIES.filter((entity) => (entities[entity] ?? 0) > 0);
  const row = (name: string, entity: Entity) => [
    name,
    `out ${operators.out[entity]}`,
    `back ${operators.back[entity]}`,
  ];
  const alike = Map.groupBy(
    ENTITIES.filter((entity) => !there.includes(entity)),
    (entity) => `${operators.out[entity]} ${operators.back[entity]}`,
  );
  const groups = [...alike.values()].toSorted((a, b) => a.length - b.length);
  return [
    ...there.map((entity) => row(`${entity} ${entities[entity]}`, entity)),
    ...groups.flatMap(([first, ...others], at) => {
      if (first === undefined) return [];
      const most = there.length + groups.length > 1 ? 'all others' : 'all';
      return [row(at === groups.length - 1 ? most : [first, ...others].join(', '), first)];
    }),
  ];
}

/** Restoring, recording, retention and limits, on one line. */
export function settingsLine({ restore, recording, retention, limits = {} }: Decision): string {
  const places = [...(restore?.text === true ? ['text'] : []), ...(restore?.tools ?? [])];
  const { requests, tokens, concurrent } = limits;
  const windows = [
    ...(requests === undefined ? [] : [`${requests.most} requests in ${durationWords(requests.seconds)}`]),
    ...(tokens === undefined ? [] : [`${tokens.most} tokens in ${durationWords(tokens.seconds)}`]),
    ...(concurrent === undefined ? [] : [`${concurrent} at once`]),
  ];
  return [
    places.length === 0
      ? 'nothing is given back in place of tokens'
      : `own values are given back in ${places.join(', ')}`,
    `recorded: ${recording}, kept as ${retention}`,
    ...(windows.length === 0 ? [] : [`at most ${windows.join(', ')}`]),
  ].join('\n');
}
