import { Command } from 'commander';
import { readSession, sessionPath } from '../admin/session-file.ts';
import { logIn } from '../login/log-in.ts';
import { readBootstrapToken } from '../login/read-bootstrap-token.ts';
import { visibleLine } from '../scan/visible-text.ts';
import { write } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

interface LoginOptions {
  readonly url?: string;
  readonly device?: boolean;
  readonly browser: boolean;
  readonly bootstrap?: boolean;
  readonly stepUp?: boolean;
}

/** `sallyport login`: opens a session of a companion's admin plane. */
export function loginCommand({ terminal }: CommandContext): Command {
  return new Command('login')
    .description("log in to a companion's admin plane, in a browser or by a code")
    .option('--url <url>', "the companion's public URL; by default that of the login before")
    .option('--device', 'log in by a code in a browser elsewhere')
    .option('--no-browser', 'print the address, and open no browser')
    .option('--bootstrap', 'become the first admin, by the one-time token on standard input')
    .option('--step-up', 'prove anew who you are, for reviews that need a fresh login')
    .action(async (options: LoginOptions, command: Command) => {
      const { device = false, browser, bootstrap = false, stepUp = false } = options;
      const url = options.url ?? (await keptUrl(terminal)) ?? command.error("error: option '--url <url>' is needed");
      const bootstrapToken = bootstrap ? await readBootstrapToken(terminal) : undefined;
      const { roles, expires } = await logIn({ url, device, openBrowser: browser, bootstrapToken, stepUp }, terminal);
      const until = new Date(expires).toISOString();
      await write(terminal.stdout, `logged in as ${roles.map(visibleLine).join(', ')} until ${until}\n`);
    });
}

/** Where the login before was, if there was one. */
async function keptUrl(terminal: CommandContext['terminal']): Promise<string | undefined> {
  const kept = await readSession(sessionPath(terminal)).catch(() => undefined);
  return kept?.url;
}
