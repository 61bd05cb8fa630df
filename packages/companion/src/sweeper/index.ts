export { type SweeperOptions, startSweeper } from './start-sweeper.ts';
export type { SweptLedger } from './sweep.ts';
