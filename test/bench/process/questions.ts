/** What a process can be asked: by name, each with at most one argument. */
export type Handlers = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

/** A question on its way to a process. */
export interface Question {
  readonly number: number;
  readonly what: string;
  readonly argument: unknown;
}

/** Its answer, or why there is none. */
export type Answer =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failure: string };
