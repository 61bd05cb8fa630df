import type { Asked } from '@sallyport/policy';

/** What each condition is about, in one word. */
const WORDS: Readonly<Record<Asked['condition'], string>> = Object.freeze({
  subjects: 'subject',
  groups: 'group',
  issuers: 'issuer',
  clients: 'client',
  nature: 'nature',
  connections: 'connection',
  baa: 'agreement',
  operations: 'operation',
  models: 'model',
  entities: 'entities',
  bodyBytes: 'body',
  inputs: 'inputs',
  time: 'time',
  networks: 'source',
  purposes: 'purpose',
});

/** What a condition is about: `operation`; of one about an entity, that entity, and of all together `any entity`. */
export function conditionWord({ condition, entity }: Pick<Asked, 'condition' | 'entity'>): string {
  if (entity === undefined) return WORDS[condition];
  return entity === 'any' ? 'any entity' : entity;
}
