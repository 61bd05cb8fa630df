import { fitsGlob, type Glob, readGlob } from '../conditions/glob.ts';

/** Different globs, kept by how they begin and end, so that few of many must be tried. */
export class Globs {
  readonly #byEnds = new Map<string, Map<string, Glob>>();

  /** Adds a glob, if it is not there. */
  add(glob: string): void {
    const ends = endsOf(glob);
    const alike = this.#byEnds.get(ends) ?? new Map<string, Glob>();
    if (!alike.has(glob)) alike.set(glob, readGlob(glob));
    this.#byEnds.set(ends, alike);
  }

  /** The globs that a text fits. */
  *fitting(text: string): Iterable<string> {
    const [first, last] = [text.slice(0, 1), text.slice(-1)];
    for (const ends of new Set([first + last, `*${last}`, `${first}*`, '**'])) {
      for (const [name, glob] of this.#byEnds.get(ends) ?? []) if (fitsGlob(glob, text)) yield name;
    }
  }
}

function endsOf(text: string): string {
  return text.slice(0, 1) + text.slice(-1);
}
