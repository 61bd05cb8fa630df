import { isNumbering } from '../grammar/numbering.ts';
import type { Stretch } from '../seal.ts';

/** What is called so everywhere: assemblies, chromosomes, sequences and variants of the genome, drugs by NDC, LOINC parts, cards of a laboratory, items of an assessment. */
const CODE =
  /^(?:GRCh3\d(?:\.p\d{1,2})?|hg(?:18|19|38)|chr(?:\d{1,2}|[XYM])|[NX][CGMPRT]_\d{6,9}(?:\.\d{1,2})?|ENS[GPT]\d{11}|[VRS]CV\d{9}(?:\.\d{1,3})?|rs\d{4,10}|L[APL]\d{3,6}-\d|(?:AST-(?:[A-Z]{1,2})?|G[NP]-?|YST-?|ANC-?)\d{2,4}|N4\d{5}-?\d{4}-?\d{2}|(?:GG\d{4}[A-Z]\d?(?: \d\d)?(?: |$)){1,6}|[A-Z]{1,3}-?\d{1,2}|[A-Z]\d{1,2}-[A-Z]?\d{1,2})$/;
const DOTTED = /^\d{1,4}(?:\.\d{1,4}){1,3}$/;
/** The rest of an object identifier. */
const ARC = /^\d\.\d{1,5}(?:\.\d{1,6}){4,12}$/;
/** `(M0040)`, an item of an assessment at home. */
const ITEM = /^\(M\d{4}\)$/;
/** Systems of codes and catalogues, and what is made in many copies. */
const SYSTEM_BEFORE =
  /(?<![\p{L}\p{N}])(?:cpt|hcpcs|conf|loinc|snomed|sct|icd|icd-?(?:9|10)(?:-cm)?|atc|atcc|nctc|ndc|rxcui|rxnorm|unii|gcn|gcn_seq|drugbank|clinvar|omim|orphanet|pzn|aic|rvg|meddra|llt|drg|pubmed|pmid|doi|isbn|issn|git|commit|catalogue|catalog|cat|doc code|protocol)(?: (?:code|no|nr|number))?[.:=#]{0,2} ?$/iu;
const CATALOGUE_BEHIND = /^ ?\((?:catalogue|catalog)\)/i;

/** Nothing but zeros is the example of a number. */
const EXAMPLE = /^(?:[A-Z]{1,3}[- ]?)?0[0-]{2,}0$/;
/** Procedures of Current Procedural Terminology: five digits each, and modifiers. */
const PROCEDURES = /^[789]\d{4}(?:-\d\d)?(?: (?:[789]\d{4}|[AJQ]\d{4}x\d{1,3})(?:-\d\d)?){1,11}$/;
/** Visits, among them. */
const VISITS = /^99[2-4]\d\d(?:[-–]99[2-4]\d\d)?$/;
const FIVE_DIGITS = /^\d{5}$/;
const BOX_BEFORE = /(?:\[[ xX]?\]|☐|☒|☑) ?$/;
const WORD_BEHIND = /^ {1,3}\p{L}{2}/u;
/** The beginning of a line or a cell. */
const CELL_BEFORE = /(?:^|[\n\t|]| {2}) ?$/;

/** Whether a number is the code of a kind of things and no one's own: by its form, or as the words around it say. */
export function isCoded(text: string, { start, end }: Stretch): boolean {
  const value = text.slice(start, end);
  if (value.length > 64) return false;
  const before = text.slice(Math.max(0, start - 24), start);
  return (
    CODE.test(value) ||
    ARC.test(text.slice(Math.max(0, start - 2), end)) ||
    ITEM.test(text.slice(Math.max(0, start - 1), end + 1)) ||
    (DOTTED.test(value) && isNumbering(text, start, end)) ||
    EXAMPLE.test(value) ||
    SYSTEM_BEFORE.test(before + value.slice(0, value.lastIndexOf(' ') + 1)) ||
    CATALOGUE_BEHIND.test(text.slice(end, end + 14)) ||
    isProcedure(text, { start, end })
  );
}

/** `99393 Well child` in a row, `[ ] 84443 TSH`, `97140-59 98941`. */
function isProcedure(text: string, { start, end }: Stretch): boolean {
  const value = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 4), start);
  if (PROCEDURES.test(value)) return value.length > 11 || CELL_BEFORE.test(before);
  if (VISITS.test(value) && value.length > 5) return true;
  if (!FIVE_DIGITS.test(value) || !WORD_BEHIND.test(text.slice(end, end + 6))) return false;
  return BOX_BEFORE.test(before) || (VISITS.test(value) && CELL_BEFORE.test(before));
}
