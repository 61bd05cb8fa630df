/** The claims of a token, or whatever else has names and values. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * A claim by its name, or by a path of names with dots between: `realm_access.roles`. Names may hold dots themselves, as Kubernetes'
 * `kubernetes.io` does, so the longest name that is there is taken at each step.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1)) {
    const name = path.slice(0, at);
    if (!Object.hasOwn(claims, name)) continue;
    const inner = claims[name];
    return isObject(inner) ? claimAt(inner, path.slice(at + 1)) : undefined;
  }
  return undefined;
}

/** Tells an object with names from a list and from all else. */
export function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
