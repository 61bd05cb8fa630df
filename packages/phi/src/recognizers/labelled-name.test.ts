import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { labelledName } from './labelled-name.ts';

describe('labelled-name', () => {
  it.each([
    ['Patient: Ines Calloway', ['Ines Calloway']],
    ['Name: ines calloway', ['ines calloway']],
    ['- **Patient:** Ines Calloway', ['Ines Calloway']],
    ['**Patient Name**: *Ines Calloway*', ['Ines Calloway']],
    ['_Attending:_ Alder', ['Alder']],
    ['Pt: CALLOWAY, INES M', ['CALLOWAY, INES M']],
    ['Attending: Tamsin Óskarsdóttir, MD', ['Tamsin Óskarsdóttir']],
    ['seen by Tamsin Alder', ['Tamsin Alder']],
    ['dictated by: T. Alder', ['T. Alder']],
    ['cc: Tamsin van der Alder', ['Tamsin van der Alder']],
    ['Emergency contact: Bo Alder (617)', ['Bo Alder']],
    ['Dear Dr. Alder,', ['Alder']],
    ['{\\"patientName\\":\\"Bo Alder\\"}', ['Bo Alder']],
    ['Name Ines B. Calloway Sex F', ['Ines B. Calloway']],
    ['Patient Name ...... Ines Alder ...... Age 44', ['Ines Alder']],
    ['<given>Ines</given>', ['Ines']],
    ['pt ines calloway, dob 4/17/61', ['ines calloway']],
    ['patient Ines Calloway was', ['Ines Calloway']],
    ['Patient: Ines Calloway\nPatient: Bo Alder\nPatient: Tamsin Alder', ['Ines Calloway', 'Bo Alder', 'Tamsin Alder']],
    ["Mother's maiden name: D'Alder", ["D'Alder"]],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(labelledName, text))]).toEqual(values);
  });

  it.each([
    'Patient: Denies pain',
    'Name: [NAME]',
    'Assistant: None',
    'Surgeon: ,None',
    'seen by Cardiology',
    'patient was seen',
    'follow up with Orthopedics',
    'PROCEDURE: Repair',
    'Patient: [NAME_K7Q2M9XF]',
    'called for help',
    "Provider: Hi, I'm here",
    'Nurse: Great, I’ll tell them',
    'Patient: Velvet. Daisy.\nTester: Yes?\nPatient: Heron, Badger, Stoat.\nTester: More?\nPatient: Fumée…',
    'to: be seen',
    'Sodium\tSCnc\tPt\tSer/Plas\tQn',
    'DR: Will he sign?',
    'Nurse: Was that today?',
    "DR: We're going now",
  ])('leaves %j alone', (text) => {
    expect(found(labelledName, text)).toEqual([]);
  });
});
