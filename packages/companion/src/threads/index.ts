export { type JobCodec, type ThreadKind, threadFile } from './job-thread.ts';
export { JobThreads } from './job-threads.ts';
