import { STATE_CODES } from './states.ts';

const NUMBER_WORD = 'one|two|three|four|five|six|seven|eight|nine|ten';
const COUNT = String.raw`(?:\d{1,5}(?:-?[a-z])?|[a-z](?:-?\d{1,4})?|${NUMBER_WORD})(?![\p{L}\p{N}])`;
const UNIT_WORD = 'apt|apartment|suite|ste|unit|flat|bldg|building|room|rm|lot|slip|shop|office|villa|space|n[uú]mero';
const FLOOR = `(?:\\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|ground|top|upper|lower|rear) (?:floor|flr|fl|level|unit)(?!\\p{L})`;

/** Sticky, behind an address: ` apt 311`, `, 2nd flr`, `, 3° B`, and the number of a dwelling in Norway, `, H0203`. */
export const UNIT_BEHIND = new RegExp(
  `,? {1,2}(?:(?:${UNIT_WORD})\\.? {0,2}#?${COUNT}|(?:floor|flr|level)\\.? \\d{1,3}(?!\\w)|${FLOOR}|\\d{1,2}[°º](?: ?[A-Z](?!\\p{L}))?|[HULK]0\\d{3}(?!\\w)|(?:near|at) (?:mile ?marker|milepost|exit|km) \\d{1,4}(?![\\w.]))`,
  'iuy',
);

/** At the end of what stands before an address: `Unit 3, `, `U4 / 19 `, `flat two, forty `. */
export const UNIT_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${UNIT_WORD}|floor|level)\\.? {0,2}#?${COUNT}(?:, {0,2}| ?/ ?)|U\\d{1,3} ?/ ?)(?:\\d{1,5}[a-z]? |(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) (?:(?:${NUMBER_WORD}) )?)?$`,
  'iu',
);

/** At the end of what stands before a street: its number. */
export const NUMBER_BEFORE = /(?<=^|[\s(:])\d{1,5}[A-Za-z]?,? {1,2}$/u;

/** At the end of what stands before the name of a French street or road: its number and kind. */
export const FRENCH_BEFORE =
  /(?<=^|[\s(:])\d{1,5}[A-Za-z]?,? (?:rue|rang|avenue|av\.?|chemin|ch\.?|boul\.?|bd|impasse|allée|route|quai|cours) (?:d[eu] |des |de la |la |le |les )?$/u;

/** How streets end, beyond what the recognizer of streets takes them by. */
export const STREET_END =
  /\p{L} (?:Brae|Gate|Row|Parade|Pde|Grove|Gve|Close|Cl|Mews|Rise|Walk|Wynd|Quay|Hill|Heights|Gardens|Gdns|Cres|Freeway|Fwy|Run|Bend|Ridge|Green|View|Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr)\.?(?=$|[,\n])/u;

/** Streets that begin with what they are, or end in it in one word, and are followed by their number. */
export const NUMBER_LAST =
  /^(?:Av|Avda|Avenida|Calle|Carrera|Cra|Via|Viale|Corso|Piazza|Rua|Ul|Plaza|Paseo|Calzada|Camino)\.? \p{L}[^\d\n,]*$|(?:stra(?:ß|ss)e|str\.|gasse|gata|gatan|straat|laan|vej|veien)$/iu;

/** Sticky, behind such a street. */
export const NUMBER_BEHIND = /,? {1,2}(?:n[°ºo]?\.? ?|#)?\d{1,5}(?: ?[a-z])?(?![\p{L}\p{N}./:%])/iuy;

/** Sticky, behind the name of a place: what kind of place it is. */
export const KIND_BEHIND =
  / (?:(?:[Hh]ospital|[Cc]linic|[Ll]ab|[Oo]ffice|[Pp]harmacy|[Bb]akery|[Mm]arket|[Pp]arish|[Kk]iosk|[Ss]ettlement|[Ss]helter|[Ss]chool|[Ss]oup kitchen)(?! (?:visit|hours|note|staff|work|results?|values?|draw)s?(?!\p{L}))|House|Home|Hall|Tower|Lodge|Centre|Center|Stores?|Imaging|Recovery|Transport|Oxygen|Psych|Peds|Endo|Surgical|Behavioral|Memorial|Regional|Pharm|Drugs?|SNF|LTACH?|ISD|DDS|CCC|K-\d{1,2}|HOUSE|HOME|HALL|CENTER|LAB|OXYGEN|PEDS|PHARM|IMAGING|Co-op|(?:& \p{Lu}[\p{L}-]{2,24}))(?![\p{L}\p{N}])/uy;

/** Sticky, behind the name of an enterprise: its legal form. */
export const LEGAL_FORM =
  /,? (?:LLC|L\.L\.C\.|PLLC|LLP|Inc\.?|Incorporated|Ltd\.?|Limited|Corp\.?|Co\.|GmbH|S\.A\.|S\.L\.|B\.V\.)(?![\p{L}\p{N}])/uy;

/** At the end of what stands before the name of a place: what kind of place it is. */
export const KIND_BEFORE =
  /(?<![\p{L}\p{N}])(?:(?:Co\.|County|(?:City|County|Town|Village|Township|Port|Parish) of|Cl[ií]nica|Clinique|Consultorio|H[oô]pital|Ospedale|Klinikum|Klinik|Praxis|Praktijk|Farmacia|Pharmacie|Apotheke|Residen(?:za|cia)|Résidence|Instituto|Colegio|Escuela|École|Centro|(?:Casa|Maison) (?:della Salute|de Salud|di Riposo|de retraite|médicale)) (?:(?:de|del|della|du|des) )?)$/u;

const OTHER_REGIONS = 'NSW|QLD|VIC|TAS|ACT|SA|NT|ON|QC|BC|AB|MB|SK|NS|NB|NL';

/** Sticky, behind a town: a state of Australia or province of Canada with the postal code, which is its own. */
export const REGION_AND_CODE =
  /,? {1,3}(?:(?:NSW|QLD|Qld|VIC|Vic|TAS|Tas|ACT|SA|WA|NT),? {1,2}\d{4}|(?:\((?:Qu[ée]bec|Ontario)\)|Qu[ée]bec|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU),? {1,2}[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\w-])/uy;

const TOWN = String.raw`\p{Lu}(?:\p{L}|['-](?=\p{L})){2,24}(?: \p{Lu}(?:\p{L}|['-](?=\p{L})){2,24}){0,2}`;

/** Sticky, behind a street: its town, which a mark or the end of the line ends. */
export const TOWN_BEHIND = new RegExp(
  String.raw`, {1,2}(?:(?:St|Ft|Mt)\.? )?(?!(?:Drs?|Mrs?|Ms|Apt|Unit)(?!\p{L}))${TOWN}(?=[,.;)?'"\n]|$| {2}| (?:${STATE_CODES}|${OTHER_REGIONS}) )`,
  'uy',
);

/** Sticky, behind a street or its town: five digits of a postal code, or four or six that are no year. */
export const CODE_BEHIND =
  /(?:,? {1,2}\d{5}(?:-\d{4})?|, {1,2}(?!19|20)\d{4}|, {1,2}\d{6})(?![\p{L}\p{N}/:%-]|[.,]\d)/uy;

/** How an address begins: with its number, its unit or box. */
export const ADDRESS =
  /^(?:\d{1,5}[A-Za-z]?,? \p{L}|(?:Flat|Apt|Unit|Suite|Shop|Plot|Lot|P\.? ?O\.? ?Box|R\. ?F\. ?D\.|RR) ?\d|No\. \d)|\p{L} \d{1,5}[A-Za-z]?$/iu;
