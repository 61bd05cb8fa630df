/**
 * Which fields of HL7 v2 segments hold identifiers, and in what data type (HL7 v2.8.2, chapters 3 to 15). Beside the data
 * types: `DOB` a birth date, `PLACE` the name of a place, `TEXT` free text, `VALUE` what OBX-2 says. Behind a colon stands
 * what an identifier is where its own type code does not say.
 */
const SEGMENTS: Readonly<Record<string, string>> = {
  FHS: '7 TS',
  BHS: '7 TS',
  MSH: '7 TS',
  EVN: '2 TS,3 TS,5 XCN,6 TS',
  PID: '2 CX:MRN,3 CX:MRN,4 CX:MRN,5 XPN,6 XPN,7 DOB,9 XPN,11 XAD,12 CITY,13 XTN,14 XTN,18 CX:ACCOUNT,19 SSN,20 DLN,21 CX:MRN,23 PLACE,29 TS,33 TS',
  PD1: '4 XCN,14 ORG',
  NK1: '2 XPN,4 XAD,5 XTN,6 XTN,8 TS,9 TS,12 CX,13 ORG,16 DOB,26 XPN,30 XPN,31 XTN,32 XAD,33 CX,37 SSN,38 PLACE,40 XTN,41 XTN',
  PV1: '5 CX,7 XCN,8 XCN,9 XCN,17 XCN,19 CX,44 TS,45 TS,50 CX,52 XCN',
  PV2: '8 TS,9 TS,13 XCN,14 TS,17 TS,26 TS,28 TS,29 TS,33 TS,47 TS,48 TS',
  ROL: '4 XCN,5 TS,6 TS,11 XAD,12 XTN',
  PRT: '5 XCN,6 XCN,10 EI:DEVICE,11 TS,12 TS,14 XAD,15 XTN,16 EI:DEVICE,18 EI:DEVICE,20 EI:DEVICE,21 EI:DEVICE',
  GT1: '2 CX,3 XPN,4 XPN,5 XAD,6 XTN,7 XTN,8 DOB,12 SSN,13 TS,14 TS,16 XPN,17 XAD,18 XTN,19 CX,21 ORG,29 CX,42 XPN,45 XPN,46 XTN,51 ORG,56 PLACE',
  IN1: '6 XPN,8 CX:HEALTH_PLAN,10 CX:HEALTH_PLAN,11 ORG,12 TS,13 TS,14 AUI,16 XPN,18 DOB,19 XAD,24 TS,26 TS,28 CX,29 TS,30 XCN,36 CX:HEALTH_PLAN,44 XAD,49 CX:HEALTH_PLAN,51 TS',
  IN2: '1 CX,2 SSN,3 XCN,5 CX:HEALTH_PLAN,6 CX:HEALTH_PLAN,7 XPN,8 CX:HEALTH_PLAN,9 XPN,10 CX:HEALTH_PLAN,12 CX:OTHER_ID,22 XPN,25 CX:HEALTH_PLAN,26 CX:HEALTH_PLAN,40 XPN,49 XPN,50 XTN,52 XPN,53 XTN,55 XPN,56 XTN,58 XPN,59 XTN,61 CX:HEALTH_PLAN,63 XTN,64 XTN',
  IN3: '2 CX,3 XCN,6 TS,7 TS,8 XCN,9 TS,10 TS,14 XCN,16 XTN,19 XTN,25 XCN,26 TS',
  ACC: '1 TS,5 PLACE,7 TEXT,8 TEXT,10 XCN,11 XAD,12 CX',
  DG1: '5 TS,16 XCN,19 TS',
  PR1: '5 TS,8 XCN,11 XCN,12 XCN',
  AL1: '5 TEXT,6 TS',
  IAM: '5 TEXT,11 TS,13 TS,14 XPN,18 XCN,20 TS',
  UB2: '12 CX',
  ORC: '2 EI,3 EI,4 EI,8 EIP,9 TS,10 XCN,11 XCN,12 XCN,14 XTN,15 TS,19 XCN,23 XTN,24 XAD,27 TS',
  OBR: '2 EI,3 EI,6 TS,7 TS,8 TS,10 XCN,13 TEXT,14 TS,16 XCN,17 XTN,18 EI,19 EI,20 EI,21 EI,22 TS,27 TQ,28 XCN,29 EIP,32 NDL,33 NDL,34 NDL,35 NDL,36 TS,39 TEXT,46 TEXT',
  OBX: '5 VALUE,14 TS,16 XCN,19 TS,24 XAD,25 XCN',
  NTE: '3 TEXT,5 XCN,6 TS,7 TS',
  TXA: '4 TS,5 XCN,6 TS,7 TS,8 TS,9 XCN,10 XCN,11 XCN,12 EI,13 EI,14 EI,15 EI,16 TEXT,22 XCN,23 XCN',
  TQ1: '7 TS,8 TS,10 TEXT,11 TEXT',
  SCH: '1 EI,2 EI,4 EI,7 TEXT,11 TQ,12 XCN,13 XTN,14 XAD,16 XCN,17 XTN,18 XAD,20 XCN,21 XTN,26 EI,27 EI',
  ARQ: '1 EI,2 EI,3 EI,11 DR,15 XCN,16 XTN,17 XAD,19 XCN,20 XTN,24 EI,25 EI',
  AIS: '4 TS',
  AIG: '8 TS',
  AIL: '6 TS',
  AIP: '3 XCN,6 TS',
  MRG: '1 CX:MRN,2 CX:MRN,3 CX:ACCOUNT,4 CX:MRN,5 CX,6 CX,7 XPN',
  SPM: '2 EIP,3 EIP,14 TEXT,17 DR,18 TS,19 TS',
  SAC: '3 EI,4 EI,5 EI,7 TS',
  FT1: '2 CX,3 CX,4 DR,5 TS,20 XCN,21 XCN,23 EI,24 XCN,30 EI,32 EI',
  RXO: '6 TEXT,7 TEXT,14 XCN,15 XCN',
  RXE: '7 TEXT,13 XCN,14 XCN,15 CX,18 TS,21 TEXT,32 TS',
  RXD: '3 TS,7 CX,9 TEXT,10 XCN',
  RXG: '3 TQ,9 TEXT,13 TEXT',
  RXA: '3 TS,4 TS,9 TEXT,10 XCN,16 TS,22 TS,28 XAD',
  CTD: '2 XPN,3 XAD,5 XTN,7 CX:LICENSE',
  PRD: '2 XPN,3 XAD,5 XTN,7 CX:LICENSE,8 TS,9 TS',
  RF1: '6 EI,7 TS,8 TS,9 TS,11 EI',
  AUT: '4 TS,5 TS,6 EI',
  STF: '1 CX,2 CX,3 XPN,6 DOB,10 XTN,11 XAD,12 DR,13 DR,15 XTN,26 DLN,38 XPN',
  PRA: '6 CX:LICENSE',
  PDA: '4 TS,5 XCN,7 DR,8 XCN',
  DB1: '3 CX',
  BLG: '3 CX:ACCOUNT',
  QRD: '1 TS,4 CX,8 XCN',
  QRF: '2 TS,3 TS',
  ABS: '1 XCN,6 XCN,9 TS',
  CON: '10 TEXT,11 TEXT,13 TS,14 TS,15 TS,16 XCN,23 XCN,24 XPN,25 XCN',
  PEO: '6 TS,7 XAD,8 TS',
  PRB: '2 TS,4 EI,7 TS,8 TS,9 TS,15 TS,16 TS,21 TEXT',
  GOL: '2 TS,4 EI,7 TS,8 TS',
  AFF: '3 XAD',
  ARV: '6 DR',
  ORG: '6 CX',
  CER: '',
  FAC: '1 EI,3 XAD,4 XTN,5 XCN,7 XCN,9 XCN',
  OM1: '',
  CSR: '3 CX,4 CX,5 CX,6 TS,7 XCN,8 XCN,9 TS',
  CTI: '',
  INV: '',
  RGS: '',
  SFT: '6 TS',
  MSA: '3 TEXT',
  ERR: '7 TEXT,8 TEXT',
  CDO: '',
  IAR: '3 TS',
  RXC: '',
  RXR: '',
  FTS: '',
  BTS: '',
  DSP: '3 TEXT',
};

/** The data type of a field, and what an identifier in it is by default. */
export interface Hl7Field {
  readonly dataType: string;
  readonly names: string;
}

const TABLE: ReadonlyMap<string, ReadonlyMap<number, Hl7Field>> = new Map(
  Object.entries(SEGMENTS).map(([segment, fields]) => [segment, readFields(fields)]),
);

/** Whether a segment is one of the standard's that are known here. */
export function isHl7Segment(segment: string): boolean {
  return TABLE.has(segment);
}

/** What a field of a segment holds; fields count from 1, MSH-1 being the separator. */
export function hl7Field(segment: string, field: number): Hl7Field | undefined {
  return TABLE.get(segment)?.get(field);
}

function readFields(fields: string): ReadonlyMap<number, Hl7Field> {
  const entries = fields === '' ? [] : fields.split(',');
  return new Map(
    entries.map((entry): [number, Hl7Field] => {
      const [number = '', dataType = '', names = 'OTHER_ID'] = entry.split(/[ :]/);
      return [Number(number), Object.freeze({ dataType, names })];
    }),
  );
}
