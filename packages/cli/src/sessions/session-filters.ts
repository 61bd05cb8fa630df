import { SallyportError } from '@sallyport/core';
import type { Command } from 'commander';

/** The options by which sessions are searched, each with the member of the search it becomes, and what it says. */
const FILTERS = [
  ['--issuer <url>', 'issuer', 'of an identity: its issuer, with --subject'],
  ['--subject <subject>', 'subject', 'and its subject'],
  ['--group <name>', 'group', 'whose caller was in this group then'],
  ['--connection <name>', 'connection', 'through this connection'],
  ['--operation <id>', 'operation', 'of this operation: embeddings.create'],
  ['--model <name>', 'model', 'with this model'],
  ['--entity <entity>', 'entity', 'in which an identifier of this kind was found: SSN'],
  ['--decision <decision>', 'decision', 'allowed, reviewed (people approved it) or denied'],
  ['--status <status>', 'status', 'open, success, failure, unknown or denied'],
  ['--from <time>', 'from', 'from this time on: 2026-12-01T09:00:00Z'],
  ['--to <time>', 'to', 'before this time'],
  ['--correlation <uuid>', 'correlation_id', 'of this correlation id'],
  ['--approver-issuer <url>', 'approver_issuer', 'that this person approved: the issuer, with --approver-subject'],
  ['--approver-subject <subject>', 'approver_subject', 'and the subject'],
  ['--ip <address>', 'client_ip', 'from this address or network: 10.0.0.0/8'],
  ['--subject-of-care <pseudonym>', 'subject_of_care', 'about this subject of care'],
] as const;

/** Adds the options by which sessions are searched. */
export function withFilters(command: Command): Command {
  for (const [flags, , description] of FILTERS) command.option(flags, description);
  return command;
}

/** The members of a search, from the options that were given. */
export function filtersOf(options: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const members = FILTERS.flatMap(([flags, member]) => {
    const value = options[optionName(flags)];
    return typeof value === 'string' ? [[member, value] as const] : [];
  });
  return Object.fromEntries(members);
}

/** How many are wanted: from 1 to 100,000. Raises `request_invalid`. */
export function readWanted(text: string): number {
  if (!/^[1-9]\d{0,4}$|^100000$/.test(text)) throw new SallyportError('request_invalid');
  return Number(text);
}

/** The name that commander gives an option's value: `--approver-issuer <url>` becomes `approverIssuer`. */
function optionName(flags: string): string {
  const [long = ''] = flags.slice(2).split(' ');
  return long.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
