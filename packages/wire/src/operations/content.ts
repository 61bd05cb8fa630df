import { ATTACHED, attachedAs, holder, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';

/** What kinds of part are text. */
const TEXTS = ['text', 'refusal'] as const;

/** A picture, in a data URL. One that is to be fetched is refused. */
export const IMAGE_URL: Shape = attachedAs(holder({ url: ATTACHED, detail: oneOf('auto', 'low', 'high') }));

/** Sound, in base64. */
export const INPUT_AUDIO: Shape = attachedAs(holder({ data: ATTACHED, format: { ...TEXT, claim: 'format' } }));

/** A file, in a data URL. One that is named by its id is refused. */
const FILE: Shape = attachedAs(holder({ file_data: ATTACHED, filename: { ...TEXT, claim: 'name' }, file_id: REFUSED }));

/** One part of a message. Only text can be read: pictures, sound and files are refused where they are not asked for, and so is what no one has named. */
export const CHAT_PART: Shape = {
  only: ['object', 'string'],
  fields: {
    type: attachedAs(
      { only: ['string'], string: closedOrRefused(...TEXTS, 'image_url', 'input_audio', 'file') },
      { only: ['string'], string: closedOrRefused(...TEXTS) },
    ),
    text: { only: ['string', 'null'] },
    refusal: { only: ['string', 'null'] },
    prompt_cache_breakpoint: object({ mode: oneOf('explicit'), ttl: oneOf('30m', '12h') }),
    image_url: IMAGE_URL,
    input_audio: INPUT_AUDIO,
    file: FILE,
    // Parts of compatible servers
    audio_url: REFUSED,
    video_url: REFUSED,
    image: REFUSED,
    image_pil: REFUSED,
    image_embeds: REFUSED,
    audio_embeds: REFUSED,
  },
};

/** A message's content: a string, or parts. */
export const CONTENT: Shape = { only: ['string', 'array', 'null'], items: CHAT_PART };
