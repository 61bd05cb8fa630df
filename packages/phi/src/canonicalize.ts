const VARIANTS =
  /[\u00A0\u2000-\u200A\u202F\u205F\u3000\u2010-\u2015\u2212\uFF0D\uFF0E\uFF0F\uFF1A\uFF10-\uFF19\u2018\u2019\u02BC]/g;

/**
 * Writes the typographic variants that matter to recognizers (spaces, dashes, apostrophes, full-width digits and
 * separators) as their ASCII forms. One code unit for one, so that offsets stay true.
 */
export function canonicalize(text: string): string {
  return text.replace(VARIANTS, plainForm);
}

function plainForm(variant: string): string {
  const code = variant.charCodeAt(0);
  if (code >= 0xff0d) return String.fromCharCode(code - 0xfee0);
  if (code === 0x2018 || code === 0x2019 || code === 0x02bc) return "'";
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 ? '-' : ' ';
}
