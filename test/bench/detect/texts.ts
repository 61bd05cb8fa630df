import { inventedNote } from '../load/invented-note.ts';
import { type AdversarialOrder, adversarialText } from './adversarial.ts';
import { type ExampleNote, varyNote } from './vary-note.ts';

/** What is to be read: about a megabyte of notes, short texts, one long document, or an adversarial input. */
export type TextOrder =
  | { readonly kind: 'notes'; readonly round: number }
  | { readonly kind: 'short'; readonly round: number; readonly count: number }
  | { readonly kind: 'document'; readonly size: number; readonly number: number }
  | ({ readonly kind: 'adversarial' } & AdversarialOrder);

/** Each example note stands so often, about other people, in a round's notes. */
const VARIANTS = 8;
/** So many invented notes are one document, which is about as long as an example note. */
const IN_A_DOCUMENT = 5;
const INVENTED = 470;
/** Short texts and documents are made of notes that no round has. */
const FIRST_SHORT = 10_000_000;
const FIRST_DOCUMENT = 5000;
const SHORTEST = 150;
const LONGEST = 250;

/** Makes the texts of an order. Orders that differ in anything have no text in common. */
export function textsOf(order: TextOrder, examples: readonly ExampleNote[]): readonly string[] {
  switch (order.kind) {
    case 'notes':
      return interleave(...notesOf(order.round, examples));
    case 'short':
      return shortTexts(order.round, order.count);
    case 'document':
      return [longText(FIRST_DOCUMENT + order.number * 100, { size: order.size, examples })];
    case 'adversarial':
      return [
        adversarialText(
          order,
          longText(FIRST_DOCUMENT * 2 + order.number, { size: order.size + order.number, examples }),
        ),
      ];
  }
}

/** The notes of a round: those made of the examples, and the invented ones. */
export function notesOf(round: number, examples: readonly ExampleNote[]): readonly [string[], string[]] {
  const varied = Array.from({ length: VARIANTS }, (_, variant) =>
    examples.map((note) => varyNote(note, round * VARIANTS + variant)),
  ).flat();
  const invented = Array.from({ length: INVENTED }, (_, at) => {
    const first = (round * INVENTED + at) * IN_A_DOCUMENT;
    return Array.from({ length: IN_A_DOCUMENT }, (_, more) => inventedNote(first + more)).join('\n\n');
  });
  return [varied, invented];
}

/** Alternates as far as the shorter list goes, so that neither kind is read in one go. */
function interleave(one: readonly string[], other: readonly string[]): readonly string[] {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, at) => [one[at], other[at]].filter((text) => text !== undefined)).flat();
}

function shortTexts(round: number, count: number): readonly string[] {
  const texts: string[] = [];
  // Nearly half of the invented notes are of that length.
  const first = FIRST_SHORT + round * count * 10;
  for (let number = first; texts.length < count && number < first + count * 10; number++) {
    const text = inventedNote(number);
    if (text.length >= SHORTEST && text.length <= LONGEST) texts.push(text);
  }
  return texts;
}

function longText(
  first: number,
  { size, examples }: { readonly size: number; readonly examples: readonly ExampleNote[] },
): string {
  const parts: string[] = [];
  let length = 0;
  for (let round = first; length < size; round++) {
    for (const text of interleave(...notesOf(round, examples))) {
      parts.push(text);
      length += text.length + 1;
      if (length >= size) break;
    }
  }
  return parts.join('\n').slice(0, size);
}
