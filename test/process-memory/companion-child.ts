// A companion in a process of its own, whose memory is searched from outside.
import { loadConfig, startCompanion } from '@sallyport/companion';

const [configFile = ''] = process.argv.slice(2);
// Who started it is gone: so is the reason for it.
process.once('disconnect', () => process.exit());
await startCompanion({ config: await loadConfig(configFile) });
process.send?.('ready');
