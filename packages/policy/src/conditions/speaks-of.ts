/** `http.*` speaks of every operation whose name begins with `http.`; any other name of itself alone. */
export function speaksOf(name: string, operation: string): boolean {
  return name.endsWith('.*') ? operation.startsWith(name.slice(0, -1)) : name === operation;
}
