// A model that may look things up: the tool runs in this process and sees what is stored here; the model sees it redacted.
import OpenAI from '@sallyport/openai'; // was: from 'openai'

const VISITS = [
  { day: '2026-03-14', clinic: 'Larkspur Eye Clinic', with: 'Dr. Ottoline Brackenridge' },
  { day: '2026-04-02', clinic: 'Larkspur Eye Clinic', with: 'Dr. Ottoline Brackenridge' },
];

const runner = new OpenAI().chat.completions.runTools({
  model: 'stand-in-chat',
  messages: [
    { role: 'system', content: 'You help a ward clerk. Look visits up before you answer.' },
    { role: 'user', content: 'When is Rosalind Achterberg (SSN 321-54-9876) seen next?' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'nextVisits',
        description: 'The next visits of the patient whose chart is open.',
        parameters: { type: 'object', properties: { limit: { type: 'integer' } }, required: ['limit'] },
        parse: (text: string) => JSON.parse(text) as { readonly limit: number },
        function: ({ limit }: { readonly limit: number }) => {
          console.log(`the model looks up ${limit} visits`);
          return JSON.stringify(VISITS.slice(0, limit));
        },
      },
    },
  ],
});
console.log(await runner.finalContent());
