/** How texts become token ids: one of OpenAI's published encodings. */
export type EncodingName = 'cl100k' | 'o200k';

/** Models and their encodings, after tiktoken 0.12 `model.py`. A release date may follow; any other name is unknown. */
const MODELS: readonly (readonly [RegExp, EncodingName])[] = [
  [/^text-embedding-(?:3-small|3-large|ada-002)$/, 'cl100k'],
  [
    /^(?:davinci-002|babbage-002|gpt-3\.5-turbo(?:-instruct|-16k)?(?:-\d{4})?|gpt-4(?:-turbo|-32k)?(?:-\d{4})?)$/,
    'cl100k',
  ],
  [/^(?:gpt-4o|gpt-4\.1|gpt-5|o1|o3|o4)(?:-mini|-nano|-pro)?(?:-\d{4}-\d{2}-\d{2})?$/, 'o200k'],
];

/** The encoding of a model; `undefined` where it is not known for sure. */
export function encodingOf(model: string): EncodingName | undefined {
  return MODELS.find(([pattern]) => pattern.test(model))?.[1];
}
