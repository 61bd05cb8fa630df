import { Command } from 'commander';
import { logIn } from '../login/log-in.ts';
import { readBootstrapToken } from '../login/read-bootstrap-token.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface LoginOptions {
  readonly url: string;
  readonly device?: boolean;
  readonly browser: boolean;
  readonly bootstrap?: boolean;
}

/** `sallyport login`: opens a session of a companion's admin plane. */
export function loginCommand({ terminal }: CommandContext): Command {
  return new Command('login')
    .description("log in to a companion's admin plane, in a browser or by a code")
    .requiredOption('--url <url>', "the companion's public URL")
    .option('--device', 'log in by a code in a browser elsewhere')
    .option('--no-browser', 'print the address, and open no browser')
    .option('--bootstrap', 'become the first admin, by the one-time token on standard input')
    .action(async ({ url, device = false, browser, bootstrap = false }: LoginOptions) => {
      const bootstrapToken = bootstrap ? await readBootstrapToken(terminal) : undefined;
      const { roles, expires } = await logIn({ url, device, openBrowser: browser, bootstrapToken }, terminal);
      const until = new Date(expires).toISOString();
      await write(terminal.stdout, `logged in as ${roles.map(visibleLine).join(', ')} until ${until}\n`);
    });
}
