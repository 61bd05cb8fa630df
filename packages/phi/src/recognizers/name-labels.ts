import { labelList } from '../grammar/label.ts';

/** Labels whose value is surely a name, so that it may be written in lower case. */
export const NAME_FIELDS: readonly string[] = labelList(`
  patient name, pt name, name of patient, name, names, full name, first name, last name, middle name, given name,
  family name, given, family, surname, maiden name, mother's maiden name, mothers maiden name, member name,
  subscriber name, insured name, guarantor name, provider name, physician name, contact name, emergency contact
  name, legal name, preferred name, client name, resident name, employee name, nurse name, doctor name, display
  name, username, user name
`);

/** Roles that a colon makes the label of a name. */
export const NAME_ROLES: readonly string[] = labelList(`
  patients, member, subscriber, insured, guarantor, attending, attending physician, attending provider, attending
  surgeon, surgeon, surgeons, co-surgeon, first assistant, assistant, assistant surgeon, assistants,
  anesthesiologist, anesthetist, crna, pcp, primary care physician, primary care provider, primary physician,
  provider, referring physician, referring provider, referring, referring doctor, physician, consulting physician,
  ordering physician, ordering provider, ordering, consultant, doctor, dr, md, nurse, rn, therapist, technologist,
  technician, radiologist, pathologist, cardiologist, author, dictator, transcriptionist, transcribed, dictated, cc,
  re, attn, emergency contact, next of kin, nok, contact, contact person, primary contact, spouse, wife, husband,
  mother, father, daughter, son, guardian, parent, caregiver, witness, interviewer, interviewed, examiner, case
  manager, social worker, care manager, responsible party, proxy, poa, power of attorney, health care proxy,
  surrogate, operator, scribe, reviewer, signed, signature, electronically signed, approved, verified, from, to,
  sender, recipient, requested
`);

/** Phrases that lead to a name without any sign. */
export const NAME_PHRASES: readonly string[] = labelList(`
  seen by, dictated by, signed by, electronically signed by, e-signed by, co-signed by, cosigned by, transcribed by,
  reviewed by, performed by, verified by, authenticated by, approved by, prepared by, reported by, interpreted by,
  read by, witnessed by, entered by, attested by, ordered by, referred by, evaluated by, examined by, assessed by,
  admitted by, discussed with, spoke with, spoke to, spoken with, talked to, talked with, met with, follow up with,
  followup with, appointment with, consulted with, in consultation with, notified, paged, note on, report on,
  consultation on, letter regarding, dear, on behalf of, attention, under the care of, care of, patient of, request
  of, courtesy of, named, name is, called
`);

/** Roles that a colon makes a label, and after which two capitalised words are a name even without one. */
export const NAME_LEADS: readonly string[] = labelList(`
  patient, pt, client, resident, per
`);
