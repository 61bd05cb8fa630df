export type { Database, Orm, SqlRow, SqlRunner, SqlValue, Statement } from './database.ts';
export { guarded } from './guarded.ts';
export { type DatabaseLocation, openDatabase } from './open-database.ts';
export { openToRead } from './open-to-read.ts';
export { bytesOf, countOf } from './row-values.ts';
export * as schema from './schema.ts';
