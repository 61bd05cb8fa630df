import { inventedNote } from '../load/invented-note.ts';

/** A request, as it is given to a client, with one e-mail address planted in every position where an application writes text. */
export interface PlantedRequest {
  readonly body: Readonly<Record<string, unknown>>;
  /** The planted address of each position, by the position's name. */
  readonly planted: Readonly<Record<string, string>>;
}

/** The host of every planted address, and of nothing else. */
export const PLANTED_HOST = '@planted.example';

/** No text is made of more notes than this. */
const NOTES = 64;

/** An address for each position of the request of a number. */
export function addresses(number: number, positions: readonly string[]): Readonly<Record<string, string>> {
  const name = (position: string): string => position.replaceAll(/\W+/gu, '.');
  return Object.fromEntries(
    positions.map((position) => [position, `n${number.toString(36)}.${name(position)}${PLANTED_HOST}`]),
  );
}

/** What a text is made of. */
export interface Notes {
  readonly number: number;
  readonly bytes: number;
  readonly address: string;
}

/** Invented notes and an address, cut at the end of a word so that they have as many bytes, or a few less. */
export function notes({ number, bytes, address }: Notes): string {
  let text = `Write to ${address}.`;
  for (let at = 0; at < NOTES && text.length < bytes; at++) text += ` ${inventedNote(number * NOTES + at)}`;
  return text.length <= bytes ? text : text.slice(0, text.lastIndexOf(' ', bytes));
}
