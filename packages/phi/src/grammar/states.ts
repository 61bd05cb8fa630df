import { wordSet } from './word-set.ts';

/** USPS abbreviations of states and territories, as the inside of a regular expression group. */
export const STATE_CODES =
  'AK|AL|AR|AZ|CA|CO|CT|DC|DE|FL|GA|GU|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VA|VI|VT|WA|WI|WV|WY';

/** Codes that are no everyday abbreviation of medicine: `TX` is a state, `MI` an infarction, `PA` a view. */
export const PLAIN_STATE_CODES = 'AZ|CA|FL|GA|HI|IA|IL|KS|KY|MN|NH|NJ|NM|NV|NY|OH|TN|TX|UT|VT|WI|WV|WY';

/** Names of states, as the inside of a regular expression group. */
export const STATE_NAMES =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|Wyoming';

/** The words that state codes and names begin with, and more of their words. */
export const STATE_WORDS = wordSet(`${STATE_CODES}|${STATE_NAMES}`.match(/[A-Za-z]+/g) ?? [], { capital: true });
