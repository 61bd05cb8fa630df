import type { Meaning } from './label-meanings.ts';
import { meaningOf } from './meaning.ts';

/** Codes of HL7 table 0203, identifier type (also FHIR's `v2-0203`), that are not `OTHER_ID`. */
const TYPES: Readonly<Record<string, Meaning['type']>> = {
  ...Object.fromEntries('MR MRT PI PT U HC PE EI'.split(' ').map((code) => [code, 'MRN'])),
  ...Object.fromEntries('SS SSN SB'.split(' ').map((code) => [code, 'SSN'])),
  ...Object.fromEntries(
    'MB MA MC MCR MCN NHS NI SN HPI PHC JHN NH NHN WC WP SR'.split(' ').map((code) => [code, 'HEALTH_PLAN']),
  ),
  ...Object.fromEntries(
    'AN ANC AND ANT BA BC BCT CC DR DI GN PC XX AM AMA ACSN'.split(' ').map((code) => [code, 'ACCOUNT']),
  ),
  ...Object.fromEntries(
    'DL DN LN MD NP NPI UPIN DEA DEAN DFN LI PA RN SL FL MCD LANR'.split(' ').map((code) => [code, 'LICENSE']),
  ),
  ...Object.fromEntries('SNO SERNO UDI'.split(' ').map((code) => [code, 'DEVICE'])),
  VIN: 'VEHICLE',
  LPN: 'VEHICLE',
};

/** Naming systems by a part of their URI or OID. */
const SYSTEMS: readonly (readonly [RegExp, Meaning['type']])[] = [
  [/us-ssn|2\.16\.840\.1\.113883\.4\.1$/, 'SSN'],
  [/us-npi|2\.16\.840\.1\.113883\.4\.6$|npi\b/i, 'LICENSE'],
  [/\.4\.3\.\d+$|driver|licen[sc]e|\bdea\b/i, 'LICENSE'],
  [
    /us-medicare|us-mbi|medicaid|2\.16\.840\.1\.113883\.4\.(?:572|927)$|nhs-number|member|subscriber|coverage/i,
    'HEALTH_PLAN',
  ],
  [/mrn|medical-?record|patient-?id|hospital/i, 'MRN'],
  [/account|invoice/i, 'ACCOUNT'],
];
const OTHER: Meaning = Object.freeze({ type: 'OTHER_ID' });

/** What an identifier is, by what it is said to be (codes, displays) and by its naming system. `OTHER_ID` where nothing tells. */
export function identifierMeaning(system: string, said: readonly string[]): Meaning {
  for (const code of said) {
    const type = Object.hasOwn(TYPES, code) ? TYPES[code] : meaningOf(code)?.type;
    if (type !== undefined && type !== 'DATE') return { type };
  }
  for (const [pattern, type] of SYSTEMS) if (pattern.test(system.slice(-200))) return { type };
  return OTHER;
}
