import { type Entity, SallyportError } from '@sallyport/core';
import type { DateReading } from '../dates/written-date.ts';
import { Draw } from '../keyed/draw.ts';
import { randomSubject, subjectKey } from '../keyed/subject-key.ts';
import { RESTRICTED_ZIPS } from './generalize/restricted-zips.ts';

/** What operators may be told beside the plan. */
export interface TransformOptions {
  /**
   * The secret of the person the text is about, at least 16 random bytes (`randomSubject`). The same secret gives the same
   * surrogates and the same shift of dates, in any text; another gives unrelated ones. Nothing is derived from the text
   * without it (45 CFR 164.514(c)). Default: a random one for this call.
   */
  readonly subject?: Uint8Array;
  /** The day that ages and two-digit years are reckoned by. Default: now. */
  readonly now?: Date;
  /** Whether `03/04/2021` is 3 April. Default: false, 4 March. */
  readonly dayFirst?: boolean;
  /**
   * First three digits of ZIP codes that `generalize` writes as `000`, 45 CFR 164.514(b)(2)(i)(B). Default: `RESTRICTED_ZIPS`,
   * by the census of 2000; a newer list must be used where there is one.
   */
  readonly restrictedZips?: Iterable<string>;
  /** Gives the token of an entity's value, `[NAME_K7Q2M9XF]`, for `tokenize`. Default: none, and the operator throws `vault_missing`. */
  readonly tokens?: (entity: Entity, value: string) => string;
}

/** Appointments and expiries lie this far ahead; two digits of a later year are of the last century. */
const YEARS_AHEAD = 10;
const LONGEST_SHIFT = 364;

/** What operators need beside the value: the subject's key, the day, and how dates are read. Made once for a text. */
export class OperatorContext {
  readonly restrictedZips: ReadonlySet<string>;
  readonly #dayFirst: boolean;
  readonly #now: Date | undefined;
  readonly #tokens: TransformOptions['tokens'];
  #key: Uint8Array | undefined;
  #offset: number | undefined;

  /** Throws `config_invalid` for a secret under 16 bytes and a day that is none. */
  constructor({ subject, now, dayFirst = false, restrictedZips, tokens }: TransformOptions = {}) {
    if (now !== undefined && Number.isNaN(now.getTime())) throw new SallyportError('config_invalid');
    this.#key = subject === undefined ? undefined : subjectKey(subject);
    this.#now = now;
    this.#dayFirst = dayFirst;
    this.#tokens = tokens;
    this.restrictedZips = restrictedZips === undefined ? RESTRICTED_ZIPS : new Set(restrictedZips);
  }

  /** The year of the day that ages are reckoned by. */
  get year(): number {
    return (this.#now ?? new Date()).getUTCFullYear();
  }

  /** The days by which this subject's dates are shifted: 1 to 364, or -364 to -1. */
  get offset(): number {
    this.#offset ??= this.#drawOffset();
    return this.#offset;
  }

  /** How dates are read: those of births never lie ahead. */
  reading(subtype?: string): DateReading {
    return { dayFirst: this.#dayFirst, lastYear: this.year + (subtype === 'birth' ? 0 : YEARS_AHEAD) };
  }

  /** What the subject's key draws for a text. */
  draw(purpose: string, text: string): Draw {
    this.#key ??= randomSubject();
    return new Draw(this.#key, { purpose, text });
  }

  /** The token of a value. Throws `vault_missing`. */
  token(entity: Entity, value: string): string {
    if (this.#tokens === undefined) throw new SallyportError('vault_missing');
    return this.#tokens(entity, value);
  }

  #drawOffset(): number {
    const number = this.draw('date', '').below(2 * LONGEST_SHIFT) - LONGEST_SHIFT;
    return number < 0 ? number : number + 1;
  }
}
