export { createMetrics, type FurtherGauge, type Metrics } from './metrics.ts';
export { readCounts } from './read-counts.ts';
export { type MetricsListener, startMetricsListener } from './start-metrics-listener.ts';
