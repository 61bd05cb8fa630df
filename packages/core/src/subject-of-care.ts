/** The header in which a caller says whom a call is about: a pseudonym of the subject of care. */
export const SUBJECT_HEADER = 'sallyport-subject';

const PSEUDONYM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Tells whether a text has the form of a pseudonym: 1 to 128 letters, digits and `. _ : -`, the first a letter or digit. */
export function isPseudonym(text: string): boolean {
  return PSEUDONYM.test(text);
}
