import { FLAG, listOf, NUMBER, object, oneOf } from '../shape.ts';

const FINDING = object({ filtered: FLAG, detected: FLAG, severity: oneOf('safe', 'low', 'medium', 'high') });

/** What Azure's content filter says of one text. */
export const CONTENT_FILTER = object({
  hate: FINDING,
  self_harm: FINDING,
  sexual: FINDING,
  violence: FINDING,
  profanity: FINDING,
  jailbreak: FINDING,
  indirect_attack: FINDING,
  protected_material_text: FINDING,
  protected_material_code: FINDING,
});

/** What it says of the prompts. */
export const PROMPT_FILTER = listOf(object({ prompt_index: NUMBER, content_filter_results: CONTENT_FILTER }));
