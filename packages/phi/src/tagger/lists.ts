/** Short lists of words that tell what stands beside them, a bit each behind those of the name lists. All lower case. */
const TELLING: readonly string[] = [
  'jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december ene enero abril mayo junio julio agosto ago septiembre octubre noviembre dic diciembre januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre',
  'dr dra drs mr mrs ms mx miss prof professor doctor nurse sister father rabbi rev sra sr srta señor señora herr frau mme monsieur madame don doña capt sgt sir dame chaplain pastor',
  'wife husband son daughter mother father mom dad mum sister brother aunt uncle niece nephew cousin grandson granddaughter grandmother grandfather partner spouse fiancé fiancée friend neighbor neighbour caregiver guardian esposa esposo hijo hija madre padre hermano hermana',
  'md do rn np pa phd lpn dds dmd dpm dpt crna cnm lcsw msw cna rph pharmd mbbs frcp facs facc bsn msn aprn fnp lmft emt rt slp ot pt',
  'street st avenue ave road rd lane ln drive dr court ct circle cir boulevard blvd place pl way terrace ter parkway pkwy highway hwy route rte trail trl square sq crescent close mews row walk alley apt suite unit box calle avenida av carrera plaza strasse straße weg allee platz rue via viale rua travessa straat laan',
  'hospital clinic center centre medical infirmary hospice pharmacy school university college home house manor pavilion lodge surgery practice health healthcare institute laboratory lab labs church academy care nursing rehab rehabilitation dental associates group klinik krankenhaus klinikum spital hôpital clinique ospedale clínica centro hospitalet ziekenhuis',
  'mrn ssn id no number num acct account member policy group serial sn lot udi npi dea lic license licence passport case claim ref reference order accession acc encounter visit csn har fin chart record unit nhs chi nhi rx ticket specimen vin plate imei mac ip csn auth authorization invoice iban card login user username employee badge',
  'dob born birth seen admitted discharged date dated on since until from to due visit appt appointment returned scheduled dos doi dod admit discharge collected received reported signed expires exp',
  'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun lunes martes miércoles jueves viernes sábado domingo',
  'phone tel telephone cell mobile fax pager call called callback text cb ph ext extension whatsapp',
  'disease syndrome sign test palsy reflex catheter score scale criteria classification fracture procedure technique maneuver manoeuvre forceps retractor tube line node law effect phenomenon ligament position stain method lymphoma sarcoma tumor tumour thyroiditis hernia cyst',
];

/** The bit of the first telling list; those below are of the filters. */
export const FIRST_TELLING = 17;

/** How many lists there are in all. */
export const LISTS = FIRST_TELLING + 11;

/** The bits of the words that stand before a person's name, and of those that stand behind. */
export const TITLE = 1 << (FIRST_TELLING + 1);
export const CREDENTIAL = 1 << (FIRST_TELLING + 3);

const BITS: ReadonlyMap<string, number> = bitsOf();

function bitsOf(): ReadonlyMap<string, number> {
  const bits = new Map<string, number>();
  for (const [index, list] of TELLING.entries())
    for (const word of list.split(' ')) bits.set(word, (bits.get(word) ?? 0) | (1 << (FIRST_TELLING + index)));
  return bits;
}

/** The telling lists that a word in lower case is in, as bits. */
export function tellingBits(word: string): number {
  return BITS.get(word) ?? 0;
}

/**
 * The filters that say the same, as bits: first names, family names, towns, ordinary words, countries, medicine. Their order is that of the
 * filters: three of each of the first three, two of words, one of countries, five of medicine.
 */
const KINDS = [0b111, 0b111_000, 0b111_000_000, 0b11_000_000_000, 0b100_000_000_000, 0b11111_000_000_000_000] as const;

/** What a word may be, of all that the lists it is in say: a bit for each kind, and those of the telling lists. */
export function kindOf(lists: number): number {
  let kind = lists >> FIRST_TELLING;
  for (const mask of KINDS) kind = 2 * kind + ((lists & mask) === 0 ? 0 : 1);
  return kind;
}
