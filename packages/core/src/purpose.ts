/** Why a call is made: the purposes of use that HIPAA knows, each after its code of HL7 v3 `PurposeOfUse` (2.16.840.1.113883.1.11.20448). */
export const PURPOSES = [
  /** `TREAT` */
  'treatment',
  /** `HPAYMT` */
  'payment',
  /** `HOPERAT` */
  'operations',
  /** `HRESCH` */
  'research',
  /** `PUBHLTH` */
  'public_health',
  /** `ETREAT` */
  'emergency',
  /** `PATRQT` */
  'patient_request',
  /** `HSYSADMIN` */
  'administration',
  /** `HLEGAL` */
  'legal',
] as const;

/** A purpose of use, 45 CFR 164.506 and 164.512. */
export type Purpose = (typeof PURPOSES)[number];

/** The header in which a call says its purpose. */
export const PURPOSE_HEADER = 'sallyport-purpose';

/** Tells whether a text names a purpose. */
export function isPurpose(text: string): text is Purpose {
  return (PURPOSES as readonly string[]).includes(text);
}
