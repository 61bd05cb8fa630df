// Stands for a module that is not ours to change: it builds an openai client with a key, and others use the instance.
import OpenAI from 'openai';

/** The one client of the application. */
export const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY ?? 'a-key-from-somewhere', maxRetries: 4 });
