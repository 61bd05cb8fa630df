export { type KeptModel, type ModelKeeper, modelKeeper } from './model-keeper.ts';
export { openSessionSearch, type SessionSearch } from './open-session-search.ts';
export { readTime } from './read-time.ts';
export { rebuildSessionIndex } from './rebuild-session-index.ts';
export { QUERY_MEMBERS } from './session-query.ts';
export { type SubjectOfCareKeeper, subjectOfCareKeeper } from './subject-of-care-keeper.ts';
