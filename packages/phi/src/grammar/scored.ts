/** What is scored, and out of how much. */
const SCORES: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:strength|power|motor|tone|grip|mini-?cog)[ \p{L}]{0,24}[ :=(]$/iu, '5'],
  [
    /(?<!\p{L})(?:pain|ache|headache|severity|nrs|vas|douleurs?|dolor|schmerz(?:en)?|soreness|discomfort)(?!\p{L})[^\n.,;]{0,36}[ :=(]$/iu,
    '10',
  ],
  [/(?<!\p{L})(?:clox|gcs)[ :=(]{1,3}$/iu, '15'],
  [/(?<!\p{L})rcri[ :=(]{1,3}$/iu, '6'],
  [/(?<!\p{L})(?:apfel|curb-?65)[ :=(]{1,3}$/iu, '4'],
  [/(?<!\p{L})stop-?bang[ :=(]{1,3}$/iu, '8'],
];
/** When something was; behind another score, from which or to which it went. */
const WHEN_BEFORE =
  /(?<!\/\d{1,2} )(?<!\p{L})(?:since|on|from|until|till|to|began|started|starting|by|of|seen|after|before) $/iu;
const OUT_OF = /^\d{1,2}\/(\d{1,2})$/;

/** Whether a fraction is so much of a score, as what stands before it says: `pain in the left knee (3/10`, `RCRI 1/6`. */
export function isScored(value: string, before: string): boolean {
  const [, most] = OUT_OF.exec(value) ?? [];
  return (
    most !== undefined &&
    !WHEN_BEFORE.test(before) &&
    SCORES.some(([name, outOf]) => outOf === most && name.test(before))
  );
}
