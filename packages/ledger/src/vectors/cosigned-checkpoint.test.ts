import { describe, expect, it } from 'vitest';
import { checkCosignatures } from '../cosignature/check-cosignatures.ts';
import { decodeWitnessKey } from '../cosignature/witness-key.ts';

// A checkpoint of a public log that a public witness cosigned, as the witness served it. Its second line of the same name is of ML-DSA-44.
const WITNESS = 'witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G';
const CHECKPOINT = `coachandhorses2026h1.staging.certificate.transparency.goog
185550722
YXAM0VmnrfvLaBCOOYSJhCaE5F10oGBOo+hkbDa1kng=

— coachandhorses2026h1.staging.certificate.transparency.goog MpXgsHy8ZwxXnO+WjtVrPxAzL49Rs1gWTkNVNeEa//5peAzaocRCB3qt3EaibjzY5GILLtGgBP7dBhgcSHy+JQh0OAc=
— witness.navigli.sunlight.geomys.org o+AP4gAAAABqb7DzNrGFRJnQ9vrJ8xpnwZytnr/ZYczDIsvwvouiSjwOjn7a72ccxBk+lKnZ7dKqkYKER1s/KxLTaVwQD7lJZTC/CQ==
— witness.navigli.sunlight.geomys.org a8RCSQAAAABqb7DzKgaCAhz8GvTJUusViqTl2y0zs3PB
`;
const TIME = Date.UTC(2026, 7, 2, 21, 4, 51) / 1000;

describe('a checkpoint that a public witness cosigned', () => {
  it('verifies, and says when', async () => {
    const key = decodeWitnessKey(WITNESS);
    expect(await checkCosignatures(CHECKPOINT, [key])).toEqual([{ name: key.name, time: TIME }]);
    expect(await checkCosignatures(CHECKPOINT.replace('185550722', '185550723'), [key])).toEqual([]);
  });
});
