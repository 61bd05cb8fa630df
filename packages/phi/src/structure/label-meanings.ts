import type { Entity } from '@sallyport/core';
import { labelList } from '../grammar/label.ts';
import { ID_LABELS } from '../recognizers/id-labels.ts';

/** What a label says of its value. */
export interface Meaning {
  readonly type: Entity;
  readonly subtype?: string;
}

interface Labels extends Meaning {
  readonly labels: string;
}

/** Keys, columns and elements whose value as a whole is an identifier, after 45 CFR 164.514(b)(2)(i), beside `ID_LABELS`. */
const LABELS: readonly Labels[] = [
  {
    type: 'NAME',
    labels: `first name, last name, middle name, given name, given names, family name, surname, second surname, maiden
      name, mothers maiden name, mother s maiden name, full name, forename, forenames, fore name, nickname, nick name,
      legal name, preferred name, birth name, fname, lname, mname, initials, middle initial, given, name first, name
      last, name middle, name given, name family, name full, name text, name surname, name preferred, name maiden, next
      of kin, nok, pcp, last first name, human name text, nombre, apellido, apellidos, nachname, vorname, prenom, signed
      by, dictated by, ordered by, verified by, entered by, collected by, performed by, reviewed by, created by, updated
      by, attested by, person literal, author name, patient first, patient last, first and last name`,
  },
  {
    type: 'LOCATION',
    subtype: 'street',
    labels: `address, addr, address line, street address, street, street name, street line, street address line, house
      number, house name, addr line, address text, mailing address, home address, additional locator, unit id, post
      box, line address, address street, residence, direccion, strasse`,
  },
  {
    type: 'LOCATION',
    subtype: 'city',
    labels: `city, town, village, municipality, county, district, precinct, parish, borough, suburb, city name,
      birthplace, birth place, place of birth, place of death, neighborhood, neighbourhood, township, census tract,
      locality, ciudad, hometown, home town, address county, county code, county parish`,
  },
  {
    type: 'LOCATION',
    subtype: 'zip',
    labels: 'zip, zip code, zipcode, postal code, postcode, post code, plz, postal',
  },
  { type: 'LOCATION', labels: 'latitude, longitude, lat, lng, geolocation, gps, coordinates, lat long, lat lon' },
  {
    type: 'LOCATION',
    subtype: 'facility',
    labels: `hospital, hospital name, clinic, clinic name, facility, facility name, practice name, organization name,
      organisation name, employer, employer name, school name, pharmacy name, workplace, managing organization display,
      service provider display, organization display, facility display, location display, custodian display`,
  },
  {
    type: 'DATE',
    subtype: 'birth',
    labels:
      'dob, birth date, date of birth, birthday, birth time, birth datetime, birth date time, born, fecha nacimiento',
  },
  {
    type: 'DATE',
    labels: `date, date time, datetime, timestamp, dod, date of death, dos, date of service, admit date, admission,
      discharge, effective time, authored on, issued, created, started, recorded, created at, updated at, signed at,
      deceased, expiry, expiration, visit date, appointment, seen on`,
  },
  {
    type: 'PHONE',
    labels: `phone, phone number, telephone, telephone number, tel, mobile, mobile number, mobile phone, cell, cell
      phone, home phone, work phone, cellphone, pager, phone no, contact number, telecom, telefono, phone home, phone
      work, phone mobile, phone value, callback`,
  },
  { type: 'FAX', labels: 'fax, fax number, fax no, facsimile' },
  { type: 'EMAIL', labels: 'email, e mail, email address, e mail address, mail' },
  {
    type: 'SSN',
    labels: `ssn, social security number, social security no, social security, social security num, soc sec, soc sec
      no, sssn, ssnumber, sin, social insurance number`,
  },
  { type: 'MRN', labels: 'patient identifier value, mr, medrecno, emrn, nhi' },
  { type: 'HEALTH_PLAN', labels: 'medicare, medicaid, subscriber, policyholder id, medicare beneficiary, hic' },
  { type: 'LICENSE', labels: 'driver license no, dln, license, licence, npi id, upin, dea id' },
  { type: 'DEVICE', labels: 'mac, device serial, serial num, carrier hrf, carrier aidc, udi carrier' },
  { type: 'VEHICLE', labels: 'license plate, plate, vin' },
  { type: 'IP', labels: 'ip, ip address, ip addr, client ip, remote addr' },
  { type: 'OTHER_ID', labels: 'login, passport, user name, username, userid, full url, employee, staff id, person id' },
  { type: 'PHOTO', labels: 'photo, headshot, portrait' },
];

/** Whose name a value may be: `patient`, `attendingPhysician`. */
const PERSONS = labelList(`
  patient, pt, person, client, resident, member, subscriber, insured, guarantor, contact, emergency contact, spouse,
  wife, husband, mother, father, daughter, son, child, sibling, brother, sister, parent, guardian, caregiver, relative,
  physician, doctor, dr, provider, practitioner, nurse, surgeon, attending, attending physician, therapist, radiologist,
  pathologist, consultant, author, employee, user, recipient, sender, proxy, beneficiary, policyholder, policy holder,
  dependent, informant, performer, clinician, staff, requester, asserter, recorder, individual, actor, witness, agent,
  interpreter, prescriber, technician, pharmacist, donor, student, victim, owner, subject, assigned person, enterer,
  assigned author, attender, authenticator, legal authenticator, participant, responsible party, customer, account
  holder, cardholder, doc, admitting, referring, ordering, collector, transcriptionist, dictator, next of kin, nok, pcp,
  primary care provider, primary care physician, provider person, associated person, guardian person, practitioner role,
  encounter participant, related person, source, signer, reporter, assistant, anesthesiologist, midwife, social worker
`);

/** Labels by their letters alone: `dateofbirth` of `date of birth`, `DateOfBirth`, `date_of_birth`. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  // Without its sign, `patient #` would be any patient.
  ...ID_LABELS.flatMap(({ type, strong }) =>
    strong.filter((label) => !label.includes('#')).map((label): [string, Meaning] => [lettersOf(label), { type }]),
  ),
  ...LABELS.flatMap(({ labels, ...means }) =>
    labelList(labels).map((label): [string, Meaning] => [lettersOf(label), Object.freeze(means)]),
  ),
]);

/** The roles of persons, by their letters alone. */
export const PERSON_ROLES: ReadonlySet<string> = new Set(PERSONS.map(lettersOf));

function lettersOf(label: string): string {
  return label.toLowerCase().replace(/[^a-z]/g, '');
}
