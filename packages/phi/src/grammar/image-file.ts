/** How the names of files with pictures, films or sound of somebody may end. */
export const IMAGE_EXTENSIONS: readonly string[] = Object.freeze(
  'jpg jpeg jpe png heic heif tif tiff gif bmp webp raw dng mp mov avi mpg mpeg mkv wmv dcm wav'.split(' '),
);

/** The same, as a group of a regular expression. */
export const ENDING =
  '(?:jpe?g|jpe|png|hei[cf]|tiff?|gif|bmp|webp|raw|dng|mp[34]|m4[av]|mov|avi|mpe?g|mkv|wmv|dcm|wav)';
const LONGEST = 100;

/** A file name, without its folders. */
export const IMAGE_FILE = new RegExp(
  `(?<![\\p{L}\\p{N}_.+~-])[\\p{L}\\p{N}_][\\p{L}\\p{N}_.+~()-]{0,${LONGEST}}?\\.${ENDING}(?![\\p{L}\\p{N}_-])`,
  'giu',
);

const ENDS = new RegExp(`\\.${ENDING}(?![A-Za-z0-9])`, 'i');

/** Whether a text holds the name of a file with pictures, films or sound. */
export function namesImageFile(text: string): boolean {
  return ENDS.test(text);
}

/** Which part of a text a span is looked for in. */
const AROUND = 110;

/** The file name around a place of a text, if one is there. */
export function imageFileAround(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const from = Math.max(0, start - AROUND);
  const stretch = text.slice(from, end + AROUND);
  IMAGE_FILE.lastIndex = 0;
  for (let match = IMAGE_FILE.exec(stretch); match !== null; match = IMAGE_FILE.exec(stretch)) {
    const [first, last] = [from + match.index, from + match.index + match[0].length];
    if (first < end && start < last) return { start: first, end: last };
  }
  return undefined;
}
