/** Words of forms, wards, families and laboratories that nobody is called, in whatever case. */
const WORDS = `
auth authorization approval current processing policyholder attachment invoice rechnung betreff asunto oggetto onderwerp
billing session problem huddle sitter greeter calltaker callout phew ouch gosh let g'day
daughter-in-law son-in-law sister-in-law brother-in-law stepdaughter stepson stepmother stepfather
grandma grandpa granny grandad granddad mommy mummy daddy mama
frau meine meiner meinem meinen mein seine seiner seinem ihre ihrer ihrem moeder vader zoon dochter moglie marito figlia figlio femme fils filha marido esposo mamá papá
patienten patientin patienti paziente pazienti patiënt paciente pacientes kollege kollegin
glucose creatinine potassium sodium chloride bicarbonate hemoglobin haemoglobin hematocrit haematocrit platelets calcium magnesium phosphate albumin bilirubin lactate
troponin ferritin cholesterol triglycerides cortisol electrolytes leukocytes leucocytes neutrophils lymphocytes consanguinity
schmerz schmerzen kribbeln schwindel übelkeit fieber atemnot juckreiz dolor fiebre mareo náuseas fièvre douleur vertiges dolore febbre koorts febre
`;

/** Articles, prepositions, pronouns, numbers, times and verbs of other languages, in lower case: capitalised, some are family names. */
const SMALL_WORDS = `
el la los las lo un una unos unas de del y o con sin por para en es son era está dice que se su sus mi mis tu tus este esta ese esa
dos tres cuatro cinco seis siete ocho nueve diez medio
le les l du une au aux et ou avec sans pour dans sur chez est sont dit ce cette sa ses mon ma mes deux trois quatre cinq sept huit neuf dix numéro allez-y
der die das den dem ein eine einer einem einen und oder mit ohne für im in am an auf bei zu von vom ist sind sagt meint gibt hat war zwei drei vier fünf sechs sieben acht neun zehn
abends morgens mittags nachts o. g.
il gli i uno di da dal della dello e senza per nel nella è sono due quattro cinque sei sette otto nove dieci
het een en of met zonder voor van op bij te is zijn haar zegt twee vijf zes zeven negen tien
os as um uma do dos das em sem no na é são diz dois duas
miligramos meses días años semaines mois jours ans wochen monate monaten tage tagen jahre jahren settimane mesi giorni anni weken maanden dagen jaren
`;

/** Endings that words of medicine have and names do not. */
const MEDICAL_ENDING =
  /(?:ology|olog(?:ist|ic|ical)|iatr(?:y|ics|ist|ic)|op(?:a)?edics?|etrics|itis|osis|oses|ectomy|o?stomy|otomy|oscop(?:y|ic)|plasty|graph(?:y|ic)|gram|emia|uria|pathy|algia|ation|ations|ician|ostic|urgery|urgical|icillin|mycin|cycline|floxacin|azole|pril|sartan|statin|olol|oxetine|orrhea|plegia|paresis|physis|trophy|aneous|ically|ectal|ular|ility)$/;

/** Adverbs, but for names such as Emily. */
const ADVERB = /(?:ent|ant|ous|ical|ial|ual|onal|ive|ed|able|ful|less|ate|rough|ute)ly$/;

const PLAIN: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
const SMALL: ReadonlySet<string> = new Set(SMALL_WORDS.split(/\s+/).filter(Boolean));

/** Whether a word in lower case is one that nobody is called, in whatever case it stands. */
export function isPlainWord(lower: string): boolean {
  return PLAIN.has(lower) || (lower.length > 5 && (MEDICAL_ENDING.test(lower) || ADVERB.test(lower)));
}

/** Whether a word, as it is written, is one of those that other languages make sentences of. */
export function isSmallWord(word: string): boolean {
  return SMALL.has(word);
}
