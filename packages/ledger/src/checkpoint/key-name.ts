const UNFIT_IN_NAME = /[\s+\p{Cc}\p{Cs}]/u;

/** Tells whether text can name a note key: not empty, without white space, control characters or a plus. C2SP signed-note. */
export function isKeyName(name: string): boolean {
  return name !== '' && !UNFIT_IN_NAME.test(name);
}
