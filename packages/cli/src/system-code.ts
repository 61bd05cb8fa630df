/** The code of a system's error, `ENOENT`; nothing else of it, for its words quote paths. */
export function systemCode(cause: unknown): string | undefined {
  const { code } = Object(cause) as { code?: unknown };
  return typeof code === 'string' && /^E[A-Z0-9]{2,20}$/.test(code) ? code : undefined;
}
