import { object, oneOf, REFUSED, type Shape } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';

/** One part of a message. Only text can be read: pictures, sound and files are refused, and so is what no one has named. */
export const CHAT_PART: Shape = {
  only: ['object', 'string'],
  fields: {
    type: { only: ['string'], string: closedOrRefused('text', 'refusal') },
    text: { only: ['string', 'null'] },
    refusal: { only: ['string', 'null'] },
    prompt_cache_breakpoint: object({ mode: oneOf('explicit'), ttl: oneOf('30m', '12h') }),
    image_url: REFUSED,
    input_audio: REFUSED,
    file: REFUSED,
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
