/** What invented notes are made of. */
const words = (text: string): readonly string[] => text.split(', ');

export const GIVEN_NAMES = words(
  'Maria, Anselm, Oluwaseun, Priya, Tobias, Henrike, Lucia, Dmitri, Yuki, Caoimhe, Rashid, Ingrid, Mateo, Zanele, Florian, Beatriz, Noor, Casimir, Delphine, Ezra',
);

export const FAMILY_NAMES = words(
  'Delgado, Vandermeer, Okonjo, Raghunathan, Lindqvist, Ferreira, Abernathy, Kowalczyk, Tanaka, Mulcahy, Haddad, Bergstrom, Quiroga, Mthembu, Eisenberg, Carvalho, Siddiqui, Pelletier, Novak, Winterbourne',
);

export const STREETS = words('Alder Lane, Quarry Road, Birchwood Avenue, Harbor Street, Old Mill Road, Larkspur Court');

export const COMPLAINTS = words(
  'chest pain, productive cough, worsening dyspnea, epigastric pain, intermittent fever, left flank pain, migraine with aura, lower back pain, palpitations, dysuria, vertigo, blurred vision, ankle swelling, night sweats, joint stiffness, nausea and vomiting, rash on both forearms, numbness of the right hand',
);

export const FINDINGS = words(
  'lungs clear bilaterally, no murmur, abdomen soft and nontender, trace pedal edema, reduced range of motion, pupils equal and reactive, mild expiratory wheeze, no focal deficit, incision clean and dry, troponin negative, WBC mildly elevated, urinalysis unremarkable, ECG sinus rhythm',
);

export const DRUGS = words(
  'lisinopril, metformin, atorvastatin, amlodipine, gabapentin, sertraline, furosemide, prednisone, levothyroxine, metoprolol, omeprazole, tamsulosin',
);

export const PLANS = words(
  'repeat labs in one week, follow up with cardiology, continue current regimen, MRI of the lumbar spine, return if symptoms worsen, physical therapy twice weekly, taper steroids over ten days, low sodium diet, chest film tomorrow, hold anticoagulation before the procedure',
);
