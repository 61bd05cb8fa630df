/** The tokens of a call as a provider counted them: those it says. */
export interface TokenUse {
  readonly input?: number;
  readonly output?: number;
  readonly total?: number;
}

/** What is known once more was said: of each count the highest, because what comes in events counts up. */
export function addUse(known: TokenUse, said: TokenUse): TokenUse {
  return {
    ...higher('input', known, said),
    ...higher('output', known, said),
    ...higher('total', known, said),
  };
}

/** All tokens, in and out; `undefined` where nothing was said. */
export function tokensOf({ input, output, total }: TokenUse): number | undefined {
  if (input === undefined && output === undefined && total === undefined) return undefined;
  return Math.max(total ?? 0, (input ?? 0) + (output ?? 0));
}

function higher(part: keyof TokenUse, known: TokenUse, said: TokenUse): TokenUse {
  const value = Math.max(known[part] ?? -1, said[part] ?? -1);
  return value < 0 ? {} : { [part]: value };
}
