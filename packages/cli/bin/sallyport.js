#!/usr/bin/env node
import { runCli } from '../dist/index.js';

const { stdin, stdout, stderr, env } = process;
// A reader that has seen enough, such as `head`, closes the pipe: nothing is left to do.
stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
