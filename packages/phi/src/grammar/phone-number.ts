/** An extension behind a telephone number, as the inside of a regular expression. */
export const EXTENSION = String.raw`(?:[ ,]{0,2}(?:x|ext\.?|extension)[ .:]{0,2}\d{1,6})?`;

/** A North American number that its punctuation gives away: `(617) 555-0188`, `617.555.0177`, `1-617-555-0188`. */
export const FORMATTED_NUMBER = String.raw`(?:\+?1[-. ]?)?(?:\(\d{3}\)[-. ]{0,2}|\d{3}[-./ ])\d{3}[-. ]\d{4}`;

/** A number in international form: `+44 20 7946 0311`. 7 to 15 digits, E.164. */
export const INTERNATIONAL_NUMBER = String.raw`\+\d{1,3}(?:[-. /]?\(?\d{1,5}\)?){2,6}`;

/** What only a label makes a telephone number: 4 to 15 digits with any of the usual punctuation. */
export const LABELLED_NUMBER = String.raw`\+?\(?\d(?:[-. ()/]{0,2}\d){3,14}`;
