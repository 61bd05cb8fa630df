/**
 * First three digits of ZIP codes whose area holds 20,000 people or fewer, by the census of 2000: the 17 of the guidance of the
 * Department of Health and Human Services on 45 CFR 164.514(b) (26 November 2012, question 2.2), and of 67 FR 53234. The
 * guidance says to use newer census data where they are published: `transform` takes another list.
 */
export const RESTRICTED_ZIPS: ReadonlySet<string> = new Set(
  '036 059 063 102 203 556 692 790 821 823 830 831 878 879 884 890 893'.split(' '),
);
