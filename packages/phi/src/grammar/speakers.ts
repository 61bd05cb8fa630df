import type { Survey } from './survey.ts';

const SPEAKER = /[ \t>*]{0,6}(\p{L}[\p{L}. ]{0,23}?)\*{0,2}:[ ]/uy;
/** How many lines somebody begins who speaks. */
const TURNS = 3;
const LONGEST = 34;

/** Who speaks in a text: what several of its lines begin with, before a colon; in small letters. */
export function speakersOf({ text, lines }: Survey): ReadonlySet<string> {
  const turns = new Map<string, number>();
  for (const line of lines) {
    SPEAKER.lastIndex = line;
    const speaker = SPEAKER.exec(text)?.[1]?.toLowerCase();
    if (speaker !== undefined) turns.set(speaker, (turns.get(speaker) ?? 0) + 1);
  }
  return new Set([...turns].filter(([, count]) => count >= TURNS).map(([speaker]) => speaker));
}

/** What a line begins with up to an offset, as a speaker is written; `undefined` where it has more before it. */
export function speakerBefore(text: string, end: number): string | undefined {
  return /(?:^|\n)[ \t>*]{0,6}(\p{L}[\p{L}. ]{0,23})$/u
    .exec(text.slice(Math.max(0, end - LONGEST), end))?.[1]
    ?.toLowerCase();
}
