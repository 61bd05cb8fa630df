export { detectBeside } from './detect-beside.ts';
export { DetectionThreads } from './detection-threads.ts';
