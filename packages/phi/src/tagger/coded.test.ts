import { describe, expect, it } from 'vitest';
import { isCoded } from './coded.ts';

const at = (text: string, value: string) => {
  const start = text.lastIndexOf(value);
  return { start, end: start + value.length };
};

describe('isCoded', () => {
  it.each([
    ['mapped to GRCh37.p13', 'GRCh37.p13'],
    ['see NM_004992.4', 'NM_004992.4'],
    ['part LP31355-9', 'LP31355-9'],
    ['card AST-N801, ESBL', 'AST-N801'],
    ['GG0170C 04', 'GG0170C'],
    ['GG0130A 05 GG0170C 04', 'GG0130A 05 GG0170C 04'],
    ['(M0040) seen at home', 'M0040'],
    ['as 164.512(f) allows', '164.512'],
    ['2.16.840.1.3.464.1003.103.12', '3.464.1003.103.12'],
    ['Charge N   RN-12', 'RN-12'],
    ['cassettes A1-A9', 'A1-A9'],
    ['deploy (git 44712e0)', 'git 44712e0'],
    ['RxCUI 860975', '860975'],
    ['Doc code LAB-0442', 'LAB-0442'],
    ['Protocol: QRT-201-02', 'QRT-201-02'],
    ['solution pack (catalogue 555-120)', '555-120'],
    ['infuser 903-11 (catalogue)', '903-11'],
    ['the sample shows RN 000000', 'RN 000000'],
    [' [ ] 84443 TSH', '84443'],
    ['Px: 99381-99385, 96110', '99381-99385'],
    ['7/14   98941 97140-59   155.00', '98941 97140-59'],
  ])('in %j, %j is the code of a kind', (text, value) => {
    expect(isCoded(text, at(text, value))).toBe(true);
  });

  it.each([
    ['MRN 4471208', '4471208'],
    ['badge RN-412', 'RN-412'],
    ['call me on 01.84.17.61.18', '01.84.17.61.18'],
    ['call me on 33.1.84.17.61.18', '33.1.84.17.61.18'],
    ['item M0040', 'M0040'],
    ['DNI 41.709.176', '41.709.176'],
    ['HC 386-480-7', '386-480-7'],
    ['CALL REF 77-4420-QD', '77-4420-QD'],
    ['member 10044-8870-2', '10044-8870-2'],
    ['his brother (98450 98551) on the 13th', '98450 98551'],
    ['protocol subject 0417', '0417'],
    ['paid by VISA 4012 8888', '4012 8888'],
    ['case CAS 212/8', '212/8'],
    ['ticket 84443 was closed', '84443'],
  ])('in %j, %j may be one thing’s own', (text, value) => {
    expect(isCoded(text, at(text, value))).toBe(false);
  });
});

describe('procedures', () => {
  it.each([
    ['12/11/2025   99393 Well child   245.00', '99393', true],
    ['Spokane, WA 99204 to', '99204', false],
    ['99204', '99204', false],
  ])('in %j, %j: %s', (text, value, whether) => {
    expect(isCoded(text, at(text, value))).toBe(whether);
  });
});
