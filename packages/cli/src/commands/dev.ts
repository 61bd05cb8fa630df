import { Command } from 'commander';
import { curlLines } from '../dev/curl-lines.ts';
import { startDev } from '../dev/start-dev.ts';
import { write } from '../terminal.ts';
import { untilSignal } from '../until-signal.ts';
import type { CommandContext } from './command-context.ts';

/** `sallyport dev`: the demo's servers, until told to stop. */
export function devCommand({ terminal }: CommandContext): Command {
  return new Command('dev')
    .description('start an identity provider, a stand-in for a model provider and the companion, on this machine')
    .option('--provider <url>', 'the base URL of a provider of your own on this machine, such as a mock server')
    .action(async (options: { readonly provider?: string }) => {
      const servers = await startDev(options);
      const provider =
        options.provider === undefined ? 'a stand-in; it demands a key that only the companion holds' : 'your own';
      const environment = Object.entries(servers.environment).map(([name, value]) => `export ${name}=${value}\n`);
      await write(
        terminal.stdout,
        `companion  ${servers.companionUrl}\nprovider   ${servers.providerUrl} (${provider})\n\n` +
          `# an application with @sallyport/openai needs:\n${environment.join('')}\n# a plain client needs only a token:\n${await curlLines(servers)}` +
          `\n# the admin plane, as ${servers.admin.subject} with the password ${servers.admin.password}:\nsallyport login --url ${servers.companionUrl}\n`,
      );
      await untilSignal();
      await servers.close();
    });
}
