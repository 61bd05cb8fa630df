import { expect, it } from 'vitest';
import { findInitials } from './initials.ts';

/** The initials found in a text whose name is `Ines Calloway`, with what was read behind it as part of it. */
function initialsIn(text: string, name = 'Ines Calloway'): readonly string[] {
  const start = text.indexOf(name);
  const spans = [{ start, end: start + name.length, type: 'NAME', score: 0.9 } as const];
  return findInitials(text, spans).map((span) => text.slice(span.start, span.end));
}

it.each([
  'IC = Ines Calloway; | 0900 | IC |',
  'IC: RN Ines Calloway. Given by IC',
  'Ines Calloway RN (IC) at 9, IC at 10',
  'Ines Calloway, LVN (IC); IC',
])('finds in %j the initials twice', (text) => {
  expect(initialsIn(text)).toEqual(['IC', 'IC']);
});

it('finds those of a name with its credential, and of three words', () => {
  expect(initialsIn('IC = Ines Calloway LVN, IC', 'Ines Calloway LVN')).toEqual(['IC', 'IC']);
  expect(initialsIn('Ines Mary Calloway (IMC). Seen by IMC', 'Ines Mary Calloway')).toEqual(['IMC', 'IMC']);
  expect(initialsIn('Ines Mary Calloway (IC). Seen by IC', 'Ines Mary Calloway')).toEqual(['IC', 'IC']);
});

it.each([
  'Ines Calloway (MI) had an MI',
  'Ines Calloway, IC ward',
  'the ICs = Ines Calloway',
  'IC, Ines Calloway and IC',
])('says nothing of %j', (text) => {
  expect(initialsIn(text)).toEqual([]);
});

it('takes no credential for initials', () => {
  expect(initialsIn('Rosa Nilsen (RN), RN', 'Rosa Nilsen')).toEqual([]);
});
