// Azure OpenAI: the deployment and the API version stay the application's; key and Entra token stay with the companion.
import { AzureOpenAI } from '@sallyport/openai'; // was: from 'openai'

const client = new AzureOpenAI({ endpoint: 'https://notes.openai.azure.com', apiVersion: '2024-10-21' });

const { data } = await client.embeddings.create({
  model: 'notes-embedding',
  input: ['Pt Rosalind Achterberg, MRN: 4471208, seen 03/14/2026 for glaucoma.'],
});
console.log(`an embedding of ${data[0]?.embedding.length} numbers`);

const completion = await client.chat.completions.create({
  model: 'notes-chat',
  messages: [{ role: 'user', content: 'Shorten: Rosalind Achterberg, SSN 321-54-9876, has glaucoma in both eyes.' }],
});
console.log(completion.choices[0]?.message.content);
