import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where the tests are that take longest, in that order. */
const LONGEST = ['test/chaos/', 'test/packaging/', 'test/conformance/', 'test/leak/', 'examples/', 'test/'];

/** Begins with what takes longest: otherwise one worker would be left alone with it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const places = new Map(sorted.map((file) => [file, this.#placeOf(file)]));
    return sorted.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }

  #placeOf({ moduleId }: TestSpecification): number {
    const path = relative(this.ctx.config.root, moduleId);
    const place = LONGEST.findIndex((beginning) => path.startsWith(beginning));
    return place < 0 ? LONGEST.length : place;
  }
}
