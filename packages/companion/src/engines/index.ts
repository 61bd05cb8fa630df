export { openDetect, recordOptOut } from './open-detect.ts';
