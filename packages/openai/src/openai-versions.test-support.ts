import * as openai7 from 'openai';
import * as openai5 from 'openai-5';
import * as openai6 from 'openai-6';
import { type GuardedClasses, guardedClasses } from './guarded-classes.ts';

/** The openai package as its newest version types it. */
export type OpenAIModule = typeof openai7;

/** One version of the openai package, and its classes guarded. */
export interface OpenAIVersion extends GuardedClasses {
  readonly version: 5 | 6 | 7;
  readonly openai: OpenAIModule;
}

function versionOf(version: 5 | 6 | 7, module: object): OpenAIVersion {
  const openai = module as OpenAIModule;
  return { version, openai, ...guardedClasses(openai) };
}

/** Every supported major version. What a test calls on all of them is in all of them. */
export const VERSIONS: readonly OpenAIVersion[] = [versionOf(5, openai5), versionOf(6, openai6), versionOf(7, openai7)];
