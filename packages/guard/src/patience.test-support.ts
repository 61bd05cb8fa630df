/** How long a test waits for what must come, on a machine however busy. */
export const PATIENCE = Object.freeze({ timeout: 60_000 });
