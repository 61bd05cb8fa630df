import { ACTIVITY_CONCLUSIONS, type ActivityConclusion, SallyportError } from '@sallyport/core';

/** A conclusion as it was typed in: `follow-up` is `follow_up`. Raises `request_invalid`. */
export function readConclusion(typed: string): ActivityConclusion {
  const conclusion = ACTIVITY_CONCLUSIONS.find((one) => one === typed.trim().toLowerCase().replaceAll('-', '_'));
  if (conclusion !== undefined) return conclusion;
  throw new SallyportError('request_invalid', { place: `--conclusion: ${ACTIVITY_CONCLUSIONS.join(', ')}` });
}
