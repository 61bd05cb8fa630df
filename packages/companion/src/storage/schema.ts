export * from './tables/access.ts';
export * from './tables/admin.ts';
export * from './tables/durability.ts';
export * from './tables/ledger.ts';
export * from './tables/limits.ts';
export * from './tables/reviews.ts';
export * from './tables/secrets.ts';
export * from './tables/versions.ts';
