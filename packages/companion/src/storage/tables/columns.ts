import { bigint, customType } from 'drizzle-orm/pg-core';

/** `bytea`, always a plain `Uint8Array`: node-postgres gives a `Buffer`, PGlite a `Uint8Array`. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
});

/** `bigint` as a number: sizes and indexes stay far below 2^53. */
export const count = (name: string) => bigint(name, { mode: 'number' });
