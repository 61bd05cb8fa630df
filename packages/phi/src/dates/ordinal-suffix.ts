/** The English ending of an ordinal, in the letter case of `like`: 1 → `st`, 12 → `th`; `day` is 0 to 99. */
export function ordinalSuffix(day: number, like: string): string {
  const teens = day >= 11 && day <= 13;
  const suffix = (teens ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
  return like === like.toLowerCase() ? suffix : suffix.toUpperCase();
}
