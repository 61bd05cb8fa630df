import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';
import { madeAddress, madeMedia } from '../string-rule.ts';
import type { EventShapes } from './event-shapes.ts';
import type { FormShape } from './form-shape.ts';
import { FORM_FLAG, FORM_NUMBER } from './form-values.ts';
import type { OperationEntry } from './operation-entry.ts';
import { row } from './row.ts';
import { ASKED_MODEL, whole } from './stored-object.ts';
import { USAGE } from './usage.ts';

const SIZES = '256x256 512x512 1024x1024 1024x1536 1536x1024 1792x1024 1024x1792 auto'.split(' ');

/** The words of a request, which its answer repeats. */
const CHOICES: Readonly<Record<string, Shape>> = {
  background: oneOf('transparent', 'opaque', 'auto'),
  output_format: oneOf('png', 'webp', 'jpeg', 'gif', 'svg'),
  quality: oneOf('low', 'medium', 'high', 'xhigh', 'max', 'auto', 'standard', 'hd'),
  size: oneOf(...SIZES),
};

const ASKED: Readonly<Record<string, Shape>> = {
  ...CHOICES,
  complexity: oneOf('low', 'medium', 'high'),
  model: ASKED_MODEL,
  prompt: { ...TEXT, input: true },
  response_format: oneOf('url', 'b64_json'),
  safety_identifier: TEXT,
  user: TEXT,
};

const GENERATE = whole({
  ...ASKED,
  frame_count: NUMBER,
  frame_duration_ms: NUMBER,
  moderation: oneOf('low', 'auto'),
  n: NUMBER,
  output_compression: NUMBER,
  partial_images: NUMBER,
  stream: FLAG,
  style: oneOf('vivid', 'natural'),
  svg: object({
    model: MODEL,
    reasoning: object({ effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max') }),
  }),
});

const EDIT: FormShape = {
  ...ASKED,
  frame_count: FORM_NUMBER,
  frame_duration_ms: FORM_NUMBER,
  image: 'file',
  input_fidelity: oneOf('high', 'low'),
  markup: 'file',
  mask: 'file',
  n: FORM_NUMBER,
  output_compression: FORM_NUMBER,
  partial_images: FORM_NUMBER,
  stream: FORM_FLAG,
  svg: MODEL,
};

const VARIATION: FormShape = {
  image: 'file',
  model: ASKED_MODEL,
  n: FORM_NUMBER,
  response_format: oneOf('url', 'b64_json'),
  size: oneOf(...SIZES),
  user: TEXT,
};

/** A picture that was made, in base64. */
const PICTURE: Shape = { string: madeMedia };

const PICTURES = whole({
  ...CHOICES,
  created: NUMBER,
  data: listOf(object({ b64_json: PICTURE, revised_prompt: TEXT, url: { string: madeAddress } })),
  safety_identifier: TEXT,
  svg_usage: object({
    model: MODEL,
    input_tokens: NUMBER,
    output_tokens: NUMBER,
    reasoning_tokens: NUMBER,
    total_tokens: NUMBER,
  }),
  usage: USAGE,
});

const EVENT = object({
  ...CHOICES,
  type: oneOf(
    'image_generation.partial_image',
    'image_generation.completed',
    'image_edit.partial_image',
    'image_edit.completed',
  ),
  b64_json: PICTURE,
  created_at: NUMBER,
  partial_image_index: NUMBER,
  revised_prompt: TEXT,
  safety_identifier: TEXT,
  usage: USAGE,
});

const MADE: { readonly response: Shape; readonly events: EventShapes } = {
  response: PICTURES,
  events: { others: EVENT },
};

/** The images family. */
export const IMAGES: readonly OperationEntry[] = [
  row({ id: 'images.generate', call: 'POST /images/generations', deployments: true, request: GENERATE, ...MADE }),
  row({ id: 'images.edit', call: 'POST /images/edits', deployments: true, form: EDIT, ...MADE }),
  row({ id: 'images.create_variation', call: 'POST /images/variations', form: VARIATION, response: PICTURES }),
];
