// Guards an instance that somebody else built, in place: whoever holds it goes through both doors from here on.
import { withSallyport } from '@sallyport/openai';
import { client } from './their-client.ts';

withSallyport(client); // settings: SALLYPORT_URL and SALLYPORT_OIDC_… in the environment

const { data, response } = await client
  .withOptions({ timeout: 10_000 }) // copies are guarded too
  .embeddings.create({ model: 'stand-in-embedding', input: 'Rosalind Achterberg, SSN 321-54-9876: glaucoma.' })
  .withResponse();
console.log(`${data.data.length} embedding, session ${response.headers.get('sallyport-session')}`);
console.log(`the key it holds now: ${client.apiKey}`);
