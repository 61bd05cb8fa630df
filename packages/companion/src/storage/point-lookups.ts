/**
 * Planner settings for every connection. All our queries look up rows by key, a few at a time; but a plan that was made and kept while a
 * table was small would scan it whole once it has grown (seen: 1,400 rows read a batch). One plan then serves every time, and is not worth
 * compiling.
 */
export const POINT_LOOKUPS = [
  'set enable_seqscan = off',
  'set enable_hashjoin = off',
  'set enable_mergejoin = off',
  'set plan_cache_mode = force_generic_plan',
  'set jit = off',
].join('; ');
