import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { labelledId } from './labelled-id.ts';

describe('labelled-id', () => {
  it.each([
    ['MRN: 4471208', ['4471208']],
    ['- **MRN:** 4471208', ['4471208']],
    ['**MRN**: 4471208', ['4471208']],
    ['`mrn`: `4471208`', ['4471208']],
    ['MRN:             4471208', ['4471208']],
    ['med rec # 44-71-20', ['44-71-20']],
    ['medical record number is A4471208', ['A4471208']],
    ['M.R.N. 5 0 7 3 9 6', ['5 0 7 3 9 6']],
    ['chart no. 44712', ['44712']],
    ['"memberId":"XJH882041"', ['XJH882041']],
    ['Acct: 8810047735', ['8810047735']],
    ['NPI 1730011928', ['1730011928']],
    ['DEA: AB1234563', ['AB1234563']],
    ["driver's license D123-4567", ['D123-4567']],
    ['implant SN QHB771245', ['QHB771245']],
    ['UDI (01)00812345600013(21)RN1', ['(01)00812345600013(21)RN1']],
    ['license: TX 1234567', ['TX 1234567']],
    ['passport K90217744', ['K90217744']],
    ['Rx#: 8810432', ['8810432']],
    ['accession S26-10077', ['S26-10077']],
    ['Job: 30917752', ['30917752']],
    ['fingerprint template FP-3D21B7', ['FP-3D21B7']],
    ['license plate 7ABC123', ['7ABC123']],
    ['Chart 30417      DOB 4/1/2009', ['30417']],
    ['put request 61185 on it', ['61185']],
    ['   LOT 7QX2B   Exp 2030', ['7QX2B']],
    ['Lot no. QXB4417', ['QXB4417']],
    ['AUDIT user=icallow44(nurse)', ['icallow44']],
    ['{"login":"ines.calloway"}', ['ines.calloway']],
    ['register usr icalloway.ccc', ['icalloway.ccc']],
    ['policy no. HT-2026-88410', ['HT-2026-88410']],
    ['policy number QX-4471', ['QX-4471']],
    ['Visit: V990134872', ['V990134872']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(labelledId, text))]).toEqual(values);
  });

  it.each([
    'MRN: [MRN]',
    'MRN: ****1208',
    'MRN ****1208',
    '**MRN:** ***1208',
    'Rx 500 mg',
    'visit 3',
    'account of pain',
    'policy of 2019',
    'case: 2023',
    'group 2',
    'Medicare patient',
    'order 5 tablets',
    'Visit: 03/12/2023',
    'serial exams',
    'patient is 45',
    'chart reviewed',
    'ID consult',
    'REF 5531-G-509',
    'SN 1w9 + 3 prn',
    'model number LNQ22',
    'the chart 11,873 of them',
    'a request 10000 strong',
    'a lot 4 times',
    'LOT CLOTTED 2 TUBES',
    'LOT 2030',
    'a lot B12345 says',
    'user: admin2',
    'login at sallyport.example',
    'see the user guide.pdf',
    'user name and password',
    'Hemoglobin,g/dL,12.0-15.5',
    'Policy no. IC-014, version 3.2',
    'POLICY: NUR-4.117-F',
    'the 2 in front. (the picture shows SN 0000000)',
    'ID 00-000-0000',
  ])('leaves %j alone', (text) => {
    expect(found(labelledId, text)).toEqual([]);
  });

  it.each([
    ['group number 88214', 'HEALTH_PLAN'],
    ['routing number 021000021', 'ACCOUNT'],
    ['VIN 1M8GDM9AXKP042788', 'VEHICLE'],
    ['photo id IMG_4471.jpg', 'PHOTO'],
    ['employee id E0081173', 'OTHER_ID'],
    ['hospital number 4471208', 'MRN'],
  ])('gives %j the entity %s', (text, type) => {
    expect([...labelledId.find(text)].map((span) => span.type)).toEqual([type]);
  });
});
