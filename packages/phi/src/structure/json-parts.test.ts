import { describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';

const redacted = (value: unknown): unknown => JSON.parse(redact(JSON.stringify(value)).text);

describe('JSON', () => {
  it('reads keys, their objects and their lists as labels', () => {
    expect(
      redacted({
        patient: { id: 4481234, name: { first: 'ines', last: 'calloway' }, address: { line1: '12 Alder', zip: 75001 } },
        contacts: [{ name: 'Bo Alder', phone: '5550188' }],
        age: 93,
        meds: [{ name: 'Lisinopril', dose: '10 mg', status: 'active' }],
      }),
    ).toEqual({
      patient: {
        id: '[MRN]',
        name: { first: '[NAME]', last: '[NAME]' },
        address: { line1: '[LOCATION]', zip: '[LOCATION]' },
      },
      contacts: [{ name: '[NAME]', phone: '[PHONE]' }],
      age: '[AGE_OVER_89]',
      meds: [{ name: 'Lisinopril', dose: '10 mg', status: 'active' }],
    });
  });

  it('quotes what replaces a number, also in JSON inside a string', () => {
    const inner = JSON.stringify({ mrn: 4481234, deeper: JSON.stringify({ dob: 19610417 }) });
    const body = (redacted({ body: inner }) as { readonly body: string }).body;
    const read = JSON.parse(body) as { readonly mrn: string; readonly deeper: string };
    expect(read.mrn).toBe('[MRN]');
    expect(JSON.parse(read.deeper)).toEqual({ dob: '[DATE]' });
  });

  it('finds names of the record again in its notes, escapes and all', () => {
    expect(
      redact('{"patientName":"Ines Calloway","note":"Jos\\u00e9\\nCalloway said \\"no\\" again today"}').text,
    ).toBe('{"patientName":"[NAME]","note":"[NAME]\\n[NAME] said \\"no\\" again today"}');
  });

  it.each([
    [
      '"name": [{"family": "Calloway"}], "birthDate": "1961-04-17"',
      '"name": [{"family": "[NAME]"}], "birthDate": "[DATE]"',
    ],
    ['{"mrn": 44}\n{"mrn": 77}', '{"mrn": "[MRN]"}\n{"mrn": "[MRN]"}'],
    ['Read {"mrn": 44} and call 617-555-0188', 'Read {"mrn": "[MRN]"} and call [PHONE]'],
    ['{"mrn": 44, "mrn": 55}', '{"mrn": "[MRN]", "mrn": "[MRN]"}'],
    ['{"family": "Calloway", "given": ["In', '{"family": "[NAME]", "given": ["In'],
    ['[NAME] was seen [1] by Tamsin Alder', '[NAME] was seen [1] by [NAME]'],
    ['{"SSN 321-54-9876": 1}', '{"SSN [SSN]": 1}'],
  ])('reads %j', (text, expected) => {
    expect(redact(text).text).toBe(expected);
  });

  it('reads a broken document as plain text, too', () => {
    expect(redact('{"mrn": 4481234, oops: "SSN 321-54-9876"}').text).toContain('[SSN]');
  });
});

describe('FHIR', () => {
  it('reads elements by their path and leaves codes alone', () => {
    const resource = {
      resourceType: 'Observation',
      id: 'ab12',
      code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }], text: 'Heart rate' },
      subject: { reference: 'Patient/77aa', display: 'Ms. Ines Calloway' },
      performer: [{ reference: 'urn:uuid:2d0c1b6e-0000-4000-8000-000000000000', display: 'Alder Creek Hospital' }],
      effectiveDateTime: '2021-03-04T10:00:00Z',
      valueQuantity: { value: 72, unit: 'beats/minute', system: 'http://unitsofmeasure.org', code: '/min' },
    };
    expect(redacted(resource)).toEqual({
      ...resource,
      id: '[OTHER_ID]',
      subject: { reference: 'Patient/[OTHER_ID]', display: 'Ms. [NAME]' },
      performer: [{ reference: 'urn:uuid:[OTHER_ID]', display: '[LOCATION]' }],
      effectiveDateTime: '[DATE]',
    });
  });

  it('reads what an identifier, a contact point or an extension is from what stands beside it', () => {
    expect(
      redacted({
        identifier: [
          { value: '12', system: 'http://hl7.org/fhir/sid/us-npi' },
          { type: { coding: [{ code: 'MR' }] }, value: '13' },
        ],
        telecom: [{ value: '12', system: 'fax' }],
        extension: [{ url: 'http://example.org/patient-mothersMaidenName', valueString: 'Alder' }],
        photo: [{ contentType: 'image/png', data: 'aGVsbG8=' }],
      }),
    ).toEqual({
      identifier: [
        { value: '[LICENSE]', system: 'http://hl7.org/fhir/sid/us-npi' },
        { type: { coding: [{ code: 'MR' }] }, value: '[MRN]' },
      ],
      telecom: [{ value: '[FAX]', system: 'fax' }],
      extension: [{ url: 'http://example.org/patient-mothersMaidenName', valueString: '[NAME]' }],
      photo: [{ contentType: 'image/png', data: '[PHOTO]' }],
    });
  });
});
