import type { Entity } from '@sallyport/core';
import { labelList } from '../grammar/label.ts';

/** Labels of one entity. `strong` ones need nothing between them and the value; `weak` ones are also plain words. */
export interface IdLabels {
  readonly type: Entity;
  readonly strong: readonly string[];
  readonly weak: readonly string[];
}

/**
 * Which label makes the value behind it which identifier, after 45 CFR 164.514(b)(2)(i)(H)–(R).
 * A space stands for any usual joint: `member id` is also `memberId` and `member_id`.
 */
export const ID_LABELS: readonly IdLabels[] = Object.freeze([
  {
    type: 'MRN',
    strong: labelList(`
      mrn, m.r.n, mr no, mr number, mr #, medical record number, medical record no, medical record num, medical
      record id, medical record #, medical record, medical rec no, med rec number, med rec no, med rec #, med rec,
      medrec, health record number, health record no, record number, record no, chart number, chart no, chart id,
      chart #, hospital number, hospital no, hospital id, hospital #, hosp no, unit number, unit no, unit #, patient
      id, patient identifier, patient number, patient no, patient #, pt id, pt no, pt #, uhid, emr number, emr no,
      emr id, emr #, ehr id, hrn, mpi, empi, clinic number, clinic no, file number, file no, folder number
    `),
    weak: labelList(`
      chart, patient, record, pid
    `),
  },
  {
    type: 'HEALTH_PLAN',
    strong: labelList(`
      member id, member number, member no, member identifier, member #, subscriber id, subscriber number, subscriber
      no, subscriber #, policy number, policy no, policy id, policy #, group number, group no, group id, group #,
      grp no, grp #, insurance id, insurance number, insurance no, insurance #, insurance policy, plan id, plan
      number, plan no, health plan id, health plan number, beneficiary id, beneficiary number, beneficiary no,
      beneficiary #, medicare number, medicare no, medicare id, medicare #, medicaid number, medicaid no, medicaid
      id, medicaid #, mbi, hicn, hic number, hic no, health card, health card number, nhs number, nhs no, ohip,
      insured id, enrollee id, certificate of coverage
    `),
    weak: labelList(`
      medicare, medicaid, insurance, policy, member, subscriber, group, beneficiary, plan, grp
    `),
  },
  {
    type: 'ACCOUNT',
    strong: labelList(`
      account number, account no, account num, account id, account #, acct number, acct no, acct id, acct #, acct,
      bank account, billing number, billing id, billing account, guarantor account, guarantor id, guarantor number,
      routing number, routing no, aba number, aba routing, iban, credit card, credit card number, debit card, card
      number, card no, cvv, cvc, card ending in, card ending, ending in, invoice number, invoice no, invoice #, csn,
      har, fin, swift code
    `),
    weak: labelList(`
      account, card, routing, aba, invoice
    `),
  },
  {
    type: 'LICENSE',
    strong: labelList(`
      npi, npi number, npi no, npi #, dea, dea number, dea no, dea #, license number, license no, license id,
      license #, licence number, licence no, licence #, driver's license, drivers license, driver license, driver's
      license number, drivers license number, driver license number, driver's licence, driving licence, dl number,
      dl no, dl #, lic no, lic #, medical license, state license, upin, certificate number, certificate no,
      certification number, registration number
    `),
    weak: labelList(`
      license, licence, lic, dl, certificate
    `),
  },
  {
    type: 'VEHICLE',
    strong: labelList(`
      vin, vin number, vin #, vehicle identification number, vehicle id, license plate, licence plate, license plate
      number, plate number, plate no, plate #, tag number, number plate, vehicle registration
    `),
    weak: labelList(`
      plate, plates
    `),
  },
  {
    type: 'DEVICE',
    strong: labelList(`
      serial number, serial no, serial #, serial, sn, s/n, ser no, udi, device id, device identifier, device number,
      device serial number, device serial, imei, imsi, iccid, mac address, implant id, implant number, pump id, pump
      serial
    `),
    weak: labelList(`
      device, lot, lot number, lot no, batch, batch number, batch no
    `),
  },
  {
    type: 'OTHER_ID',
    strong: labelList(`
      passport number, passport no, passport #, passport, rx number, rx no, rx #, rx id, prescription number,
      prescription no, prescription #, accession number, accession no, accession #, accession id, accession, acc no,
      acc #, encounter number, encounter no, encounter id, encounter #, visit number, visit no, visit id, visit #,
      employee id, employee number, employee no, employee #, emp id, case number, case no, case id, case #, job id,
      job number, job no, job #, specimen id, specimen number, specimen no, order number, order no, order id, order
      #, claim number, claim no, claim id, claim #, study id, study number, subject id, study subject, subject
      number, participant id, confirmation number, confirmation no, reference number, reference no, ref no, ref #,
      transaction id, badge number, badge no, badge id, badge #, student id, tax id, taxpayer id, ein, tin, itin,
      requisition number, requisition no, requisition, req no, req #, authorization number, auth number, auth no,
      auth #, prior auth, prior authorization, tracking number, user id, document id, document number, doc id, id
      number, id no, id #, national id, donor id, donor number, dictation id, referral number, referral no, inmate
      number, service number
    `),
    weak: labelList(`
      rx, encounter, visit, employee, case, job, specimen, order, claim, badge, id, identifier, referral,
      confirmation, reference, ref, request, dictation, donor
    `),
  },
  {
    type: 'BIOMETRIC',
    strong: labelList(`
      fingerprint template, fingerprint id, fingerprint, fingerprint hash, retina scan, retinal scan id, iris scan,
      iris template, iris id, voiceprint, voice print, voiceprint id, biometric id, biometric template, biometric,
      face id template, faceprint, palm print id
    `),
    weak: [],
  },
  {
    type: 'PHOTO',
    strong: labelList(`
      photo id, photo file, photograph, photo, headshot, image file, picture file, full-face photo, full face image
    `),
    weak: [],
  },
]);
