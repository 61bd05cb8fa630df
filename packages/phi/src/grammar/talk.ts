/** Words that people begin to speak with, or say by themselves, which capitals and the colon of a speaker make look like names. */
const WORDS = `
i'm i'll i've i'd we're we'll we've you're you'll he's she's it's it'll they're that's there's here's what's who's where's how's let's don't didn't
isn't wasn't can't won't doesn't
hi hello hey howdy g'day bye goodbye thanks thank welcome sorry okay ok uh hmm mm yes yeah yep yup no nope nah sure great wow
please listen and but because maybe about around almost only just again also then now
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
first second third fourth fifth sixth seventh eighth ninth tenth once twice
hola sí gracias adiós claro listo oui bonjour merci voilà ja nein danke bitte guten hallo genau ciao grazie prego sì
scheduler receptionist dispatcher dispatch caller operator interpreter translator moderator navigator pharmacist paramedic medic trainee
ärztin pflegerin pflegekraft schwester patientin dolmetscher dolmetscherin tochter ehefrau ehemann
médecin infirmier infirmière patiente secrétaire interprète pharmacien pharmacienne fille mère père épouse époux
doctora enfermera enfermero paciente farmacéutica farmacéutico intérprete recepcionista hija hijo madre padre esposa esposo
`;

const TALK: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));

/** Whether a word, in any case, is one of talk and of those who talk. */
export function isTalk(word: string): boolean {
  return TALK.has(word.toLowerCase().replaceAll('’', "'"));
}
