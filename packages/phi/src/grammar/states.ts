/** USPS abbreviations of states and territories, as the inside of a regular expression group. */
export const STATE_CODES =
  'A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]';

/** Codes that are no everyday abbreviation of medicine: `TX` is a state, `MI` an infarction, `PA` a view. */
export const PLAIN_STATE_CODES = 'AZ|CA|FL|GA|HI|IA|IL|KS|KY|MN|NH|NJ|NM|NV|NY|OH|TN|TX|UT|VT|WI|WV|WY';

/** Names of states, as the inside of a regular expression group. */
export const STATE_NAMES =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|Wyoming';
