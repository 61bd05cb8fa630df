export { startTicker, type Ticker, type Ticking } from './start-ticker.ts';
