import type { Entity } from '@sallyport/core';

/** A sentence with one identifier in it, of which detection finds that and nothing else. Nobody of them lives. */
export interface Planted {
  readonly entity: Entity;
  readonly sentence: string;
  /** The identifier as it stands in the sentence. */
  readonly value: string;
}

/** One for each of a few entities. */
export const PLANTED = [
  { entity: 'NAME', sentence: 'Patient name: Maria Delgado', value: 'Maria Delgado' },
  { entity: 'SSN', sentence: 'SSN 078-05-1120', value: '078-05-1120' },
  { entity: 'MRN', sentence: 'MRN: 44170923', value: '44170923' },
  { entity: 'EMAIL', sentence: 'Write to m.delgado@example.com', value: 'm.delgado@example.com' },
  { entity: 'DATE', sentence: 'Seen on 03/14/2026', value: '03/14/2026' },
] as const satisfies readonly Planted[];

/** A sentence in which there is none. */
export const HARMLESS = 'Take two tablets with water';
