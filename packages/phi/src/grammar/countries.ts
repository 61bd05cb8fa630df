/** Names of countries, lower-case: larger than a state, so no identifier (45 CFR 164.514(b)(2)(i)(B)). Names that persons or towns bear too (Chad, Jordan, Georgia) are left out. */
const NAMES =
  'usa|u.s.|u.s.a.|united states|united states of america|america|uk|u.k.|united kingdom|great britain|england|scotland|wales|afghanistan|albania|algeria|angola|argentina|armenia|australia|austria|azerbaijan|bahamas|bahrain|bangladesh|barbados|belarus|belgium|belize|benin|bhutan|bolivia|bosnia and herzegovina|botswana|brazil|brunei|bulgaria|burkina faso|burundi|cambodia|cameroon|canada|cape verde|central african republic|chile|china|colombia|comoros|congo|costa rica|croatia|cyprus|czech republic|czechia|denmark|djibouti|dominican republic|east timor|ecuador|egypt|el salvador|equatorial guinea|eritrea|estonia|eswatini|ethiopia|fiji|finland|france|gabon|gambia|germany|ghana|greece|grenada|guatemala|guinea|guinea-bissau|guyana|haiti|honduras|hungary|iceland|india|indonesia|iran|iraq|ireland|italy|ivory coast|jamaica|japan|kazakhstan|kenya|kiribati|kosovo|kuwait|kyrgyzstan|laos|latvia|lesotho|liberia|libya|liechtenstein|lithuania|madagascar|malawi|malaysia|maldives|malta|mauritania|mauritius|mexico|micronesia|moldova|mongolia|montenegro|morocco|mozambique|myanmar|namibia|nauru|nepal|netherlands|new zealand|nicaragua|niger|nigeria|north korea|north macedonia|norway|oman|pakistan|palau|papua new guinea|paraguay|peru|philippines|poland|portugal|qatar|romania|russia|rwanda|samoa|saudi arabia|senegal|serbia|seychelles|sierra leone|slovakia|slovenia|solomon islands|somalia|south africa|south korea|south sudan|spain|sri lanka|sudan|suriname|sweden|switzerland|syria|taiwan|tajikistan|tanzania|thailand|togo|tonga|trinidad and tobago|tunisia|turkey|turkmenistan|tuvalu|uganda|ukraine|united arab emirates|uruguay|uzbekistan|vanuatu|venezuela|vietnam|yemen|zambia|zimbabwe';

const COUNTRIES: ReadonlySet<string> = new Set(NAMES.split('|'));

/** The same, as the inside of a regular expression group that ignores case. */
export const COUNTRY_NAMES = NAMES.replaceAll('.', String.raw`\.`);

/** Tells whether a text is the name of a country and nothing else. */
export function isCountry(text: string): boolean {
  return COUNTRIES.has(text.trim().toLowerCase().replace(/^the /, ''));
}
