import type { Conditions, Range } from '../conditions/conditions.ts';
import { countOf } from '../conditions/matches.ts';
import type { Question } from '../question.ts';

type Measure = (question: Question) => unknown;

/** The ranges of all rules, one behind the other, and for each which measure it bounds. */
export class Measures {
  readonly #measures: Measure[] = [];
  readonly #names = new Map<string, number>();
  readonly #which: number[] = [];
  readonly #least: number[] = [];
  readonly #most: number[] = [];
  /** Where the ranges of a rule begin; those of the next one begin where they end. */
  readonly #starts: number[] = [0];

  /** Tells the ranges of the next rule. */
  learn({ bodyBytes, inputs, entities = {} }: Conditions): void {
    this.#add('bodyBytes', { range: bodyBytes, measure: (question) => question.bodyBytes });
    this.#add('inputs', { range: inputs, measure: (question) => question.inputs });
    for (const [entity, range] of Object.entries(entities)) {
      this.#add(`entity ${entity}`, { range, measure: (question) => countOf(question.entities, entity) });
    }
    this.#starts.push(this.#which.length);
  }

  /** Every measure of a question, in the order of their first mention; `NaN`, which lies in no range, where it has none. */
  take(question: Question): Float64Array {
    const taken = new Float64Array(this.#measures.length);
    for (const [at, measure] of this.#measures.entries()) {
      const value = measure(question);
      taken[at] = typeof value === 'number' ? value : Number.NaN;
    }
    return taken;
  }

  /** Tells whether what was taken lies in every range of a rule. */
  hold(position: number, taken: Float64Array): boolean {
    const end = this.#starts[position + 1] ?? 0;
    for (let at = this.#starts[position] ?? 0; at < end; at++) {
      const value = taken[this.#which[at] ?? -1] ?? Number.NaN;
      if (!(value >= (this.#least[at] ?? 0) && value <= (this.#most[at] ?? 0))) return false;
    }
    return true;
  }

  #add(name: string, { range, measure }: { readonly range: Range | undefined; readonly measure: Measure }): void {
    if (range === undefined) return;
    const known = this.#names.get(name) ?? this.#measures.push(measure) - 1;
    this.#names.set(name, known);
    this.#which.push(known);
    this.#least.push(range.atLeast ?? Number.NEGATIVE_INFINITY);
    this.#most.push(range.atMost ?? Number.POSITIVE_INFINITY);
  }
}
