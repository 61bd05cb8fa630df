/** The models of the OpenAI API (openai-node 7.57), without release dates. Some, such as `gpt-6-rosalind`, look like people. */
const KNOWN_MODELS: ReadonlySet<string> = new Set(
  `gpt-6-astra gpt-6.1-sol gpt-6.1-terra gpt-6-sol gpt-6-luna gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna gpt-5.5 gpt-5.5-pro
  gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.3-chat-latest gpt-5.2 gpt-5.2-chat-latest gpt-5.2-pro gpt-5.1 gpt-5.1-codex
  gpt-5.1-codex-max gpt-5.1-mini gpt-5.1-chat-latest gpt-5 gpt-5-mini gpt-5-nano gpt-5-pro gpt-5-codex gpt-5-chat-latest
  gpt-4.1 gpt-4.1-mini gpt-4.1-nano o4-mini o4-mini-deep-research o3 o3-pro o3-mini o3-deep-research o1 o1-pro o1-preview
  o1-mini computer-use-preview gpt-4o gpt-4o-mini gpt-4o-search-preview gpt-4o-mini-search-preview chatgpt-4o-latest
  codex-mini-latest gpt-4-turbo gpt-4-turbo-preview gpt-4-0125-preview gpt-4-1106-preview gpt-4-vision-preview gpt-4
  gpt-4-0314 gpt-4-0613 gpt-4-32k gpt-4-32k-0314 gpt-4-32k-0613 gpt-3.5-turbo gpt-3.5-turbo-16k gpt-3.5-turbo-0301
  gpt-3.5-turbo-0613 gpt-3.5-turbo-1106 gpt-3.5-turbo-0125 gpt-3.5-turbo-16k-0613 gpt-3.5-turbo-instruct davinci-002
  babbage-002 gpt-daybreak-blue-latest gpt-daybreak-red-latest gpt-5.6-cyber gpt-6-cyber gpt-rosalind-research
  gpt-6-rosalind gpt-image-1 gpt-image-1-mini gpt-image-1.5 gpt-image-2 gpt-image-2.5-sunburst gpt-image-2.5-flare
  gpt-image-2.6-sunburst gpt-image-2.6-flare chatgpt-image-latest dall-e-2 dall-e-3 whisper-1 gpt-transcribe
  gpt-4o-transcribe gpt-4o-mini-transcribe gpt-4o-transcribe-diarize tts-1 tts-1-hd gpt-4o-mini-tts sora-2 sora-2-pro
  text-embedding-ada-002 text-embedding-3-small text-embedding-3-large omni-moderation-latest`.split(/\s+/),
);

/** `-2024-08-06` or `@20241022`, of this century's twenties and thirties, before another part of the name or its end. */
const RELEASE_DATE = /[-@:_]20[23]\d(?:-[01]\d-[0-3]\d|[01]\d[0-3]\d)(?=$|[-:_/])/g;

/** Tells whether the provider publishes a model of this name, whatever its release date. */
export function isKnownModel(name: string): boolean {
  return KNOWN_MODELS.has(withoutReleaseDate(name));
}

/** A model's name without the date of its release, which would otherwise read as a date of somebody's care. */
export function withoutReleaseDate(name: string): string {
  return name.replace(RELEASE_DATE, '');
}
