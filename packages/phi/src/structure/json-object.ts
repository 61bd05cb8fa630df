/** A string or number of a JSON document, under the key it stands under, arrays between them passed over. */
export interface JsonScalar {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly at?: ArrayLike<number>;
  readonly number: boolean;
}

/** A JSON object while it is read: what it says itself, and what small objects in it say of it. */
export interface JsonObject {
  /** The key it stands under; empty for a document. */
  readonly key: string;
  readonly parent: JsonObject | undefined;
  readonly scalars: JsonScalar[];
  /** The codes and displays of its `type`, `code` and `question`, by key. */
  readonly codes: Map<string, readonly string[]>;
}

/** An object and what it says by its short members. */
export interface JsonPlace {
  readonly object: JsonObject;
  readonly said: ReadonlyMap<string, string>;
}

const MOST_CODES = 8;
const MOST_SAID = 48;
const LONGEST_SAID = 300;
const CODED = /^(?:type|code|coding|question|value|class|category|valueCoding|valueCodeableConcept)$/;

/** An object that stands under `key`. */
export function newObject(key: string, parent?: JsonObject): JsonObject {
  return { key, parent, scalars: [], codes: new Map() };
}

/** What an object says by its own short strings and numbers, by key; the first of a key that comes twice. */
export function saidBy(object: JsonObject): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { key, text } of object.scalars.slice(0, MOST_SAID))
    if (text.length <= LONGEST_SAID && !said.has(key)) said.set(key, text);
  return said;
}

/** Tells the parent of a finished object what it was coded as. */
export function tellParent({ key, parent, codes }: JsonObject, said: ReadonlyMap<string, string>): void {
  if (parent === undefined || !CODED.test(key)) return;
  const own = ['code', 'display', 'text'].flatMap((name) => said.get(name) ?? []);
  const all = [...(parent.codes.get(key) ?? []), ...own, ...(codes.get('coding') ?? [])];
  parent.codes.set(key, all.slice(0, MOST_CODES));
}
