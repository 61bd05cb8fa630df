import { expect, it } from 'vitest';
import { standsAsPlace } from './place-stands.ts';

const standsIn = (text: string, value: string): boolean => {
  const start = text.indexOf(value);
  return standsAsPlace(text, { start, end: start + value.length });
};

it.each([
  ['Kontrolle in drei Monaten', 'drei Monaten'],
  ['dentro de 6 semanas', '6 semanas'],
  ['use 00000 for no address', '00000'],
  ['on the CMS-1500, box 24J or 33', 'box 24J or'],
  ['03/14/2026        99213 Office visit', '99213'],
  ['MRI, 70553, denied', '70553'],
  ['the sinus surgery, 31254, denied', '31254'],
  ['1/2 tab = 0.5', '1/2 tab = 0.5'],
  ['set to 30–200 mm', '30–200'],
  ["Nurse: G'day, come in", "G'day"],
  ['la doctora Alder mandó la receta', 'mandó la receta'],
  ['pacing at VVIR, lower rate 60', 'VVIR'],
  ['so Marek whispers)', 'whispers'],
])('in %j, %j is no place', (text, value) => {
  expect(standsIn(text, value)).toBe(false);
});

it.each([
  ['Fresno, 93701', '93701'],
  ['4 venelle du Port, 35260', '35260'],
  ['he lives in kettering, and was seen', 'kettering'],
  ['Ines Alder went to la clínica del valle', 'la clínica del valle'],
  ['Ines Alder went to Kettering', 'Kettering'],
  ['RR 1 Box 12', 'Box 12'],
  ['CABIN AT MESA', 'MESA'],
  ['Three Rivers', 'Three Rivers'],
])('in %j, %j may be one', (text, value) => {
  expect(standsIn(text, value)).toBe(true);
});
