const LONGEST_FIELD = 80;

/**
 * Writes the name of a JSON key or column as the label a person would have written before the value:
 * `dateOfBirth` → `date of birth: `, `patient_name` → `patient name: `. A name over 80 characters keeps its end; an e-mail address is no label.
 */
export function fieldLabel(field: string): string {
  // An address in the place of a name is no label.
  if (field.includes('@')) return '';
  // Most names are one word, as they should be read.
  if (/^[a-z]{1,80}$/.test(field)) return `${field}: `;
  const words = field
    .slice(-LONGEST_FIELD)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]/g, ' ')
    .replace(/ {2,80}/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? '' : `${words}: `;
}
