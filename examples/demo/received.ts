import { ENTITIES, type Entity } from '@sallyport/core';
import type { Listed, Note } from './notes.ts';

/** How one entity fared: listed by hand, gone from what the provider received, still in it. */
export interface Fate {
  readonly entity: Entity;
  readonly listed: number;
  readonly missed: number;
}

/** The texts in the bodies of embedding requests, in the order they came. */
export function textsOf(bodies: readonly Uint8Array[]): readonly string[] {
  const sent = bodies.filter((body) => body.length > 0);
  return sent.flatMap((body) => (JSON.parse(new TextDecoder().decode(body)) as { input: string[] }).input);
}

/** Counts the placeholders of each entity in texts. */
export function countPlaceholders(texts: readonly string[]): ReadonlyMap<Entity, number> {
  const all = texts.join('\n');
  const counts = ENTITIES.map((entity) => [entity, all.split(`[${entity}]`).length - 1] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Searches each note's listed identifiers in what the provider received for it, as plain text and in five encodings. */
export function fates(notes: readonly Note[], texts: readonly string[]): readonly Fate[] {
  const judged = notes.flatMap(({ listed = [] }, at) =>
    listed.map((identifier) => ({ ...identifier, missed: survives(identifier, texts[at] ?? '') })),
  );
  return ENTITIES.map((entity) => {
    const ours = judged.filter(({ type }) => type === entity);
    return { entity, listed: ours.length, missed: ours.filter(({ missed }) => missed).length };
  }).filter(({ listed }) => listed > 0);
}

function survives({ value }: Listed, text: string): boolean {
  const bytes = Buffer.from(value);
  const encoded = [
    bytes.toString('base64').replace(/=+$/, '').slice(0, -1),
    bytes.toString('hex'),
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll(/[^\p{L}\p{N}]/gu, ''),
  ].filter((form) => form !== value && form.length >= 6);
  return standsAlone(value, text) || encoded.some((form) => standsAlone(form, text));
}

/** Whether a value stands in a text by itself: `Long` does not stand in `Longitudinal`. */
function standsAlone(value: string, text: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const around = [text[at - 1] ?? ' ', text[at + value.length] ?? ' '];
    if (around.every((char) => !/[\p{L}\p{N}]/u.test(char))) return true;
  }
  return false;
}
