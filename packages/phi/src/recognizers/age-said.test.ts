import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { age } from './age.ts';

describe('ages that are said', () => {
  it.each([
    ['she is 94 and lives alone', '94'],
    ['my dad turned ninety-four.', 'ninety-four'],
    ["my mother's a hundred and three and well", 'a hundred and three'],
    ['her aunt is ninety-nine and a half', 'ninety-nine and a half'],
    ["I'm ninety-one, dear", 'ninety-one'],
    ['till she passed at 104.', '104'],
    ['a lady of ninety, frail', 'ninety'],
    ['nearly ninety-one, fell', 'ninety-one'],
    ["he's coming up on ninety-five.", 'ninety-five'],
    ['a man aged ninety-two with a cough', 'ninety-two'],
    ['she turned one hundred last week', 'one hundred'],
    ['my age is 94', '94'],
    ['How old is she?\nDaughter: Ninety-two.', 'Ninety-two'],
    ['her husband (95) drove', '95'],
    ['my mother, 94, agrees', '94'],
    ['a nine-zero-year-old female', 'nine-zero-year-old'],
    ['94 yrs', '94 yrs'],
    ['91yrs', '91yrs'],
    ['patiente de 94 ans', '94 ans'],
    ['anni 90', '90'],
    ['93-jährige Patientin', '93-jährige'],
    ['91 jaar', '91 jaar'],
    ['95 oed', '95 oed'],
    ['Her 95th birthday', '95th'],
    ['Happy 100th, Ines!', '100th'],
    ['ALDER, Bo ..... 90 M ... Elm Ward', '90'],
    ['Age ......... 93', '93'],
    ['Edad: 93', '93'],
    ['turns 90 in May', '90'],
  ])('are found in %j', (text, value) => {
    expect(found(age, text)).toEqual([value]);
  });

  it.each([
    'she is 88 and well',
    'she was 94% on room air',
    'he was 92 on 2L',
    'he was 92 at rest, 88 walking',
    'she was 101 over 60',
    'he was 99.1 this morning',
    'she is 98 kg',
    'he made 95 calls',
    'almost 100 patients',
    'the wrist turned ninety degrees',
    'people aged ninety and over',
    'nearly 95%',
    'saturation was nearly 95.',
    'hace 100 años',
    'over the past 100 yrs',
    '100 yrs ago',
    'the 95th percentile',
    'on the 100th day',
    'Happy 100th anniversary',
    'alter 95% of the dose',
    'temp 98 F | next',
    'a hundred times',
    'How old is she? Forty-two.',
  ])('are not found in %j', (text) => {
    expect(found(age, text)).toEqual([]);
  });
});
