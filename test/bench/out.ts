import { fileURLToPath } from 'node:url';

/** The folder of result files, profiles and the processes' logs. It is not committed. */
export const OUT = fileURLToPath(new URL('out/', import.meta.url));
