import { expect, it } from 'vitest';
import { redact } from '../redact.ts';

it.each([
  [
    'C-CDA by the names of elements',
    '<patientRole><id root="2.16.840.1.113883.19.5" extension="99"/><telecom value="tel:+1(617)555-0188"/><patient><name><given>Ines</given><family>O&apos;Alder</family></name><birthTime value="19610417"/><raceCode code="2106-3" codeSystem="2.16.840.1.113883.6.238" displayName="White"/></patient></patientRole>',
    '<patientRole><id root="2.16.840.1.113883.19.5" extension="[MRN]"/><telecom value="[PHONE]"/><patient><name><given>[NAME]</given><family>[NAME]</family></name><birthTime value="[DATE]"/><raceCode code="2106-3" codeSystem="2.16.840.1.113883.6.238" displayName="White"/></patient></patientRole>',
  ],
  [
    'FHIR as XML',
    '<Patient><name><family value="Calloway"/></name><identifier><system value="http://hl7.org/fhir/sid/us-ssn"/><value value="321549876"/></identifier></Patient>',
    '<Patient><name><family value="[NAME]"/></name><identifier><system value="http://hl7.org/fhir/sid/us-ssn"/><value value="[SSN]"/></identifier></Patient>',
  ],
  [
    'narratives over their tags, comments and sections of characters',
    '<text><p>Seen by Dr. <b>Tamsin</b> Alder</p><!-- SSN 321-54-9876 --><![CDATA[on 6/12, walks & eats]]></text>',
    '<text><p>Seen by Dr. <b>[NAME]</b> [NAME]</p><!-- SSN [SSN] --><![CDATA[on [DATE], walks & eats]]></text>',
  ],
  [
    'an element quoted in prose',
    'Read <field name="mrn">44</field> & call 617-555-0188',
    'Read <field name="mrn">[MRN]</field> & call [PHONE]',
  ],
  ['no XML', 'BP < 120/80, <redacted> seen by Dr. Alder', 'BP < 120/80, <redacted> seen by Dr. [NAME]'],
])('reads %s', (_what, text, expected) => {
  expect(redact(text).text).toBe(expected);
});
