/**
 * Whether what follows a capitalised word makes it the name of a thing in medicine and not a person:
 * `Bell's palsy`, `Foley catheter`, `Apgar score`.
 */
export function isEponymContext(after: string): boolean {
  return EPONYM_NOUN.test(after);
}

const EPONYM_NOUN =
  /^(?:'s)?[ -]{1,2}(?:disease|syndrome|palsy|catheter|sign|test|ligament|lymphoma|thyroiditis|phenomenon|phenomena|sarcoma|tumou?r|fracture|contracture|hernia|ulcer|esophagus|dementia|disorder|anaemia|anemia|ataxia|chorea|retractor|clamp|clamps|scissors|forceps|drain|drains|tube|needle|suture|sutures|stent|balloon|criteria|score|scale|class|classification|stage|grade|index|formula|law|reflex|maneuver|manoeuvre|procedure|operation|repair|incision|approach|technique|position|position(?:ing)?|node|nodes|nodule|nodules|cyst|cell|cells|body|bodies|duct|gland|canal|space|triangle|line|lines|point|angle|stain|agar|method|view|views|pouch|loop|membrane|muscle|nerve|fascia|tendon|tubercle|process|fissure|crisis|edema|encephalopathy|neuropathy|dystrophy|anomaly|malformation|deformity|arthropathy|nevus|melanoma|carcinoma|macroglobulinemia|purpura|vasculitis|granulomatosis|prosthesis|elevator|speculum|trocar|cannula|wire|pin|pins|rod|plate|screw|hook|mask|lamp|chart|cast|splint|brace|collar|gauze|dressing|solution)\b/i;
