import type { Entity, Span } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { growPlaces } from './grow-places.ts';
import { spelled } from './testing/found.ts';

const spanOf = (text: string, value: string, type: Entity = 'LOCATION'): Span => {
  const start = text.indexOf(value);
  return { start, end: start + value.length, type, score: 0.8 };
};
const grown = (text: string, ...values: readonly string[]): readonly string[] =>
  spelled(
    text,
    growPlaces(
      text,
      values.map((value) => spanOf(text, value)),
    ),
  );

describe('growPlaces', () => {
  it.each([
    ['at 8 Elm Rd apt 311, now', '8 Elm Rd', '8 Elm Rd apt 311'],
    ['at 8 Elm Rd, second floor, now', '8 Elm Rd', '8 Elm Rd, second floor'],
    ['at 8 Elm Rd, 2nd flr, unit 4b, now', '8 Elm Rd', '8 Elm Rd, 2nd flr, unit 4b'],
    ['en Av. Salgado 2204, 3° B, y', 'Av. Salgado', 'Av. Salgado 2204, 3° B'],
    ['i Almegata 12, H0203, og', 'Almegata', 'Almegata 12, H0203'],
    ['to Slip 22, Alder Marina.', 'Alder Marina', 'Slip 22, Alder Marina'],
    ['U4 / 19 Alder Pde', 'Alder Pde', 'U4 / 19 Alder Pde'],
    ['at flat two, forty Alder Street', 'Alder Street', 'flat two, forty Alder Street'],
    ['lives at 6 Alder Brae, now', 'Alder Brae', '6 Alder Brae'],
    ['adresse 1180, rang Saint-Aulne', 'Saint-Aulne', '1180, rang Saint-Aulne'],
    ['CBC at Alderton lab, then', 'Alderton', 'Alderton lab'],
    ['goes to Alder Creek SNF today', 'Alder Creek', 'Alder Creek SNF'],
    ['from Alder Nose & Throat. He', 'Alder Nose', 'Alder Nose & Throat'],
    ['Alder Pathology, LLC', 'Alder Pathology', 'Alder Pathology, LLC'],
    ['born in Co. Alder, and', 'Alder', 'Co. Alder'],
    ['Route 9 at Elm Rd, near mile marker 41', 'Route 9 at Elm Rd', 'Route 9 at Elm Rd, near mile marker 41'],
    ['8 Elm St, Alder Park, Alderton\nsent', '8 Elm St', '8 Elm St, Alder Park, Alderton'],
    ["'RR1 Box 12, Alderton','", 'RR1 Box 12', 'RR1 Box 12, Alderton'],
    ['8 Elm St, Alderton.', '8 Elm St', '8 Elm St, Alderton'],
    ['8 Elm St, Alderton, 4000', '8 Elm St', '8 Elm St, Alderton, 4000'],
    ['P.O. Box 8, Alderton 95111', 'P.O. Box 8', 'P.O. Box 8'],
    ['8 Elm St Alderton 95111', '8 Elm St Alderton', '8 Elm St Alderton 95111'],
    ['8 Elm St, Alder Springs QLD 4890', '8 Elm St', '8 Elm St, Alder Springs QLD 4890'],
    ['Alder Springs QLD 4890', 'Alder Springs', 'Alder Springs QLD 4890'],
    ['Alderton MB R3C 0V8', 'Alderton', 'Alderton MB R3C 0V8'],
    ['alta del Consultorio El Aliso', 'El Aliso', 'Consultorio El Aliso'],
  ])('takes in %j what goes with %j', (text, place, whole) => {
    expect(grown(text, place)).toEqual([whole]);
  });

  it.each([
    ['from Alder, unit dose daily', 'Alder'],
    ['in Alder room air sat 92', 'Alder'],
    ['in Alder, lot of pain', 'Alder'],
    ['in Alder office visit today', 'Alder'],
    ['Aldergata 12/3', 'Aldergata 12/3'],
    ['took 2 Alder Hill', 'Alder'],
    ['in Alder & then', 'Alder'],
    ['in Alder home today', 'Alder'],
    ['suite of tests, Alder', 'Alder'],
    ['8 Elm St, Tuesday.', '8 Elm St'],
    ['8 Elm St, Dr. Alder', '8 Elm St'],
    ['8 Elm St, Alderton said', '8 Elm St'],
    ['8 Elm St, 2019', '8 Elm St'],
    ['8 Elm St 1430', '8 Elm St'],
    ['8 Elm St, 45000/mm', '8 Elm St'],
    ['Alderton WA 98101-', 'Alderton'],
  ])('leaves in %j all but %j', (text, place) => {
    expect(grown(text, place)).toEqual([place]);
  });

  it('takes in what was found in the unit, and cuts nothing', () => {
    expect(grown('8 Elm Rd, 2nd flr', '8 Elm Rd', '2nd')).toEqual(['8 Elm Rd, 2nd flr']);
    const text = 'Alder & Doyle Calloway';
    expect(growPlaces(text, [spanOf(text, 'Alder'), spanOf(text, 'Doyle Calloway', 'NAME')])).toHaveLength(2);
    expect(spelled(text, growPlaces(text, [spanOf(text, 'Alder'), spanOf(text, 'Doyle Calloway', 'NAME')]))).toEqual([
      'Alder',
      'Doyle Calloway',
    ]);
  });

  it.each([
    ['guardian: County of Calloway', 'Calloway', ['County of Calloway']],
    ['lives at 6 Calloway Brae, now', 'Calloway Brae', ['6 Calloway Brae']],
    ['Ines Calloway', 'Ines Calloway', []],
    ['the county called Calloway', 'Calloway', []],
  ])('in %j, where %j is taken for a name, finds the place %j', (text, name, whole) => {
    const places = growPlaces(text, [spanOf(text, name, 'NAME')]).filter(({ type }) => type === 'LOCATION');
    expect(spelled(text, places)).toEqual(whole);
  });

  it('takes nobody for a town', () => {
    const text = '8 Elm St, Doyle Calloway, brother';
    expect(spelled(text, growPlaces(text, [spanOf(text, '8 Elm St'), spanOf(text, 'Doyle Calloway', 'NAME')]))).toEqual(
      ['8 Elm St', 'Doyle Calloway'],
    );
  });

  it('leaves other identifiers', () => {
    const text = 'Ines Alder lab';
    const spans = [spanOf(text, 'Ines Alder', 'NAME')];
    expect(growPlaces(text, spans)).toEqual(spans);
  });

  it('keeps what is known of a place beside its type', () => {
    const span = { ...spanOf('12 Elm Street, Apt 4', '12 Elm Street'), subtype: 'street' };
    expect(growPlaces('12 Elm Street, Apt 4', [span])).toEqual([{ ...span, end: 20 }]);
  });
});
