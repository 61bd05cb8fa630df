import type { DeclaredOperation } from '@sallyport/wire';

/** `operations` of a connection of kind `http`: all that may be called there, and where text stands in each. */
export type OperationsConfig = readonly DeclaredOperation[];
