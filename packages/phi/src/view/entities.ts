import { allMatches } from '../grammar/matches.ts';
import { writtenCharacter } from './code-point.ts';
import { ENTITY_NAMES } from './entity-names.ts';
import { Rewrite, type View } from './rewrite.ts';

// A numeric reference counts without its semicolon too, as browsers read it.
const ENTITY = /&(?:#(?<decimal>\d{1,9});?|#[xX](?<hex>[0-9A-Fa-f]{1,8});?|(?<name>[A-Za-z][A-Za-z0-9]{1,14});)/g;

/** Reads HTML character references: `&#49;`, `&#x31;`, `&nbsp;`, `&eacute;`. An unknown one stays. */
export function withoutEntities(text: string): View | undefined {
  if (!text.includes('&')) return undefined;
  const rewrite = new Rewrite(text);
  for (const match of allMatches(text, ENTITY)) {
    const character = characterOf(match.groups ?? {});
    if (character !== undefined) rewrite.replace(match.index, match.index + match[0].length, character);
  }
  return rewrite.finish();
}

function characterOf({ decimal, hex, name }: Record<string, string | undefined>): string | undefined {
  if (name !== undefined) return ENTITY_NAMES.get(name);
  return writtenCharacter(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
}
