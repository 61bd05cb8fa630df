/** The share of rows that a token is judged without. */
export const DROP = 0.15;
