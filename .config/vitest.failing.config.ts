import { mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

const { projects: _, ...test } = config.test ?? {};

/** The configuration of the tests, for one test that fails. */
export default mergeConfig({ ...config, test }, { test: { include: ['test/runner/failing.fixture.ts'] } });
