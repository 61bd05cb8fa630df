// `sallyport` in a process of its own, which tells its exit code and the most memory that was kept: live, for garbage is collected before each look.
import { runCli } from 'sallyport';

const LOOK_EVERY_MS = 200;
/** What is in use at one look alone was on its way; what is kept is there at all of so many in a row. */
const LOOKS = 3;

const { stdin, stdout, stderr, env, argv } = process;
// Who started it is gone: so is the reason for it.
process.once('disconnect', () => process.exit());
let most = 0;
const looks: number[] = [];
const looking = setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  looks.push(heapUsed + external);
  most = Math.max(most, Math.min(...looks.slice(-LOOKS)));
}, LOOK_EVERY_MS);
const exitCode = await runCli(argv.slice(2), { stdin, stdout, stderr, env });
clearInterval(looking);
process.send?.({ exitCode, most }, () => process.disconnect());
