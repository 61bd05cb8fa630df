import { isPlainWord } from './plain-words.ts';

const WORDS = `
a an and are as at be been but by can could did do does due for from had has have he her hers him his how i if in into is it its
itself may might must my no none nor not of off on or our out over she should since so some than that the their them then there
these they this those to under until up upon us was we were what when where whether which while who whom why with within
without would you your yes unknown other others another any all both each either neither only also however although after before
during again further once here there now today yesterday tomorrow tonight morning afternoon evening night

having being getting doing patient patients pt client resident name names member subscriber insured guarantor first last middle full maiden given family
surname initial initials sex gender age aged dob dos doa mrn ssn race ethnicity religion language status marital male female man
woman men women boy girl child children infant baby newborn adult son daughter wife husband mother father parent parents mom dad
brother sister sibling siblings spouse partner friend friends neighbor caregiver guardian relative relatives niece nephew uncle aunt
cousin grandson granddaughter grandmother grandfather roommate interpreter father-in-law mother-in-law

date dates time day days week weeks month months year years old hour hours minute minutes monday tuesday wednesday thursday friday
saturday sunday january february march july september october november december jan feb mar apr jun jul aug sep
sept oct nov dec

dr doctor mr mrs ms miss prof professor md do rn np pa pac pa-c dds dmd dpm dvm phd psyd lpn lvn cna crna msw lcsw ot pt slp pharmd
mph facs facp facc bsn msn aprn fnp bc esq jr sr ii iii iv physician physicians surgeon surgeons nurse nurses nursing therapist
therapists attending resident consultant consultants consulting consultation consult consults provider providers practitioner
practitioners assistant assistants anesthesia anesthesiologist anesthetist radiologist pathologist cardiologist technician technologist
staff team specialist specialists hospitalist intern fellow student director chief charge primary care pcp secondary referring
referred ordering admitting emergency contact contacts next kin

hospital hospitals clinic clinics center centers department dept unit ward room bed floor office offices facility service services
laboratory lab labs pharmacy surgery medicine medical cardiac internal general health healthcare home school work street road avenue
drive apartment suite box city state zip county country address phone telephone cell mobile fax pager email fax: ext extension

diagnosis diagnoses history present illness past social allergies allergy medications medication meds drugs drug physical exam
examination review systems system assessment plan plans impression recommendations recommendation procedure procedures operation
operative preoperative postoperative findings finding indication indications complications complication specimen specimens blood
pressure pulse temperature respirations respiratory vital vitals signs sign symptoms symptom pain chest abdomen abdominal back head
neck heart lungs lung skin eyes eye ears ear nose throat mouth neurologic neurological neuro psychiatric constitutional
cardiovascular gastrointestinal genitourinary musculoskeletal extremities extremity left right bilateral upper lower anterior
posterior medial lateral superior inferior normal abnormal positive negative stable unstable good fair poor acute chronic mild
moderate severe well-developed well alert oriented awake comfortable cooperative pleasant deferred denied denies reports reported states
stated complains complained presents presented presenting notes noted tolerated underwent received refuses refused agrees agreed
appears appeared continues continued remains called seen evaluated examined admitted discharged transferred discussed signed
dictated transcribed electronically reviewed performed informed consent obtained taken placed given started stopped increased
decreased improved follow follow-up followup return returned instructions instruction discharge admission disposition condition
course chief complaint subjective objective reason result results report note notes letter summary chart record records page copy
total test tests study studies scan scans imaging ultrasound radiology x-ray xray mri ct ekg ecg echo cbc cmp bmp inr iv im po bid tid
qid prn npo icu er ed or pacu snf dnr dvt pe mi chf copd cad htn dm gerd uti hiv hcv tb bmi bp hr rr spo2 wbc rbc hgb hct plt

diet activity weight height smoking tobacco alcohol asthma diabetes hypertension hyperlipidemia cancer disease syndrome disorder
infection fracture injury wound ulcer tumor mass lesion stenosis heart failure stroke seizure seizures depression anxiety dementia
pneumonia anemia sepsis obesity edema fever chills nausea vomiting diarrhea constipation headache dizziness cough fatigue weakness
numbness rash swelling bleeding unremarkable significant aspirin tylenol lidocaine insulin prednisone lisinopril metformin
coumadin warfarin heparin morphine fentanyl propofol versed ancef lasix plavix lipitor

doppler telemetry plastic
new sincerely regards thank thanks best respectfully truly yours please dear sir madam regarding attention attn re cc enclosure
colleague colleagues whom concern caucasian black hispanic african african-american american asian english spanish
single married divorced widowed separated retired employed unemployed insurance medicare medicaid policy group account number
numbers visit visits encounter case job job: order orders type code codes source location position level grade stage class
mg ml mcg cm mm kg lb lbs cc cc's oz am pm gm units tablet tablets capsule capsules dose doses daily weekly monthly twice one 
three four five six seven eight nine ten per via using used use intact clear regular soft nontender within limits available
applicable n/a na tbd pending see above below same self true false null undefined string object north south east united
states america university college institute school department
`;

const NOT_NAMES: ReadonlySet<string> = new Set(WORDS.split(/\s+/));

/** Whether a word, in any case, is one of those that stand near names without being one. */
export function isNotName(word: string): boolean {
  const lower = word.toLowerCase();
  return NOT_NAMES.has(lower) || isPlainWord(lower);
}
