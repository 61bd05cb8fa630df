// Made by `pnpm generate` from the schemas in ../schema. Not to be written by hand.
"use strict";
export const validateDocument = validate53;
const schema20 = {"type":"object","required":["version","name"],"additionalProperties":false,"properties":{"version":{"const":1,"title":"1"},"name":{"type":"string","minLength":1,"maxLength":2048,"title":"a name of lower-case letters, digits and dashes","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"},"auditors":{"type":"array","minItems":1,"maxItems":8,"items":{"$ref":"#/$defs/auditor"},"title":"a list of 1 to 8 public keys","description":"To whom originals are sealed, where a rule records `sealed`: each of them can open all."},"operators":{"type":"object","minProperties":1,"maxProperties":1024,"propertyNames":{"pattern":"^[a-z0-9][a-z0-9-]{0,62}$","title":"names of lower-case letters, digits and dashes"},"additionalProperties":{"$ref":"#/$defs/plan"},"title":"a set of operators by name","description":"Operators by a name of their own, for `out` and `back` of rules."},"rules":{"type":"array","minItems":1,"maxItems":10000,"title":"a list of 1 to 10000 rules","description":"In order: the first that matches wins, and where none does the call is denied.","items":{"$ref":"#/$defs/rule"}},"use":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of presets","items":{"type":["string"],"enum":["safe-harbor","safe-harbor-tokens","limited-data-set","minimum-necessary","self-hosted"],"title":"one of safe-harbor, safe-harbor-tokens, limited-data-set, minimum-necessary, self-hosted"},"description":"Their rules come after those above."}},"title":"a policy","description":"Who may send what, and what becomes of the identifiers in it."};
const pattern3 = new RegExp("^[a-z0-9][a-z0-9-]{0,62}$", "u");
const schema21 = {"type":"object","required":["kty","crv","x","y","kid"],"additionalProperties":false,"properties":{"kty":{"const":"EC","title":"EC"},"crv":{"const":"P-256","title":"P-256"},"x":{"type":"string","minLength":1,"maxLength":2048,"title":"a coordinate: 32 bytes in base64url","pattern":"^[A-Za-z0-9_-]{43}$"},"y":{"type":"string","minLength":1,"maxLength":2048,"title":"a coordinate: 32 bytes in base64url","pattern":"^[A-Za-z0-9_-]{43}$"},"kid":{"type":"string","minLength":1,"maxLength":2048,"title":"a name of 1 to 128 letters, digits and . _ : @ = + / ~ -","pattern":"^[A-Za-z0-9._:@=+/~-]{1,128}$","description":"By which its holder finds what is for them."},"alg":{"const":"ECDH-ES+A256KW","title":"ECDH-ES+A256KW"},"use":{"const":"enc","title":"enc"}},"title":"a public key of EC and P-256, as a JWK with a kid"};
const pattern4 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");
const pattern6 = new RegExp("^[A-Za-z0-9._:@=+/~-]{1,128}$", "u");

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate54.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kty === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kty"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.crv === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "crv"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.x === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "x"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.y === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "y"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.kid === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kid"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "kty") || (key0 === "crv")) || (key0 === "x")) || (key0 === "y")) || (key0 === "kid")) || (key0 === "alg")) || (key0 === "use"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kty !== undefined){
if("EC" !== data.kty){
const err6 = {instancePath:instancePath+"/kty",schemaPath:"#/properties/kty/const",keyword:"const",params:{allowedValue: "EC"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.crv !== undefined){
if("P-256" !== data.crv){
const err7 = {instancePath:instancePath+"/crv",schemaPath:"#/properties/crv/const",keyword:"const",params:{allowedValue: "P-256"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.x !== undefined){
let data2 = data.x;
if(typeof data2 === "string"){
if(data2.length > 2048){
const err8 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern4.test(data2)){
const err10 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{43}$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.y !== undefined){
let data3 = data.y;
if(typeof data3 === "string"){
if(data3.length > 2048){
const err12 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3.length < 1){
const err13 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern4.test(data3)){
const err14 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{43}$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.kid !== undefined){
let data4 = data.kid;
if(typeof data4 === "string"){
if(data4.length > 2048){
const err16 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data4.length < 1){
const err17 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern6.test(data4)){
const err18 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._:@=+/~-]{1,128}$"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.alg !== undefined){
if("ECDH-ES+A256KW" !== data.alg){
const err20 = {instancePath:instancePath+"/alg",schemaPath:"#/properties/alg/const",keyword:"const",params:{allowedValue: "ECDH-ES+A256KW"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.use !== undefined){
if("enc" !== data.use){
const err21 = {instancePath:instancePath+"/use",schemaPath:"#/properties/use/const",keyword:"const",params:{allowedValue: "enc"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate54.errors = vErrors;
return errors === 0;
}
validate54.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema22 = {"type":"object","required":[],"additionalProperties":false,"properties":{"default":{"$ref":"#/$defs/operator"},"NAME":{"$ref":"#/$defs/operator"},"LOCATION":{"$ref":"#/$defs/operator"},"DATE":{"$ref":"#/$defs/operator"},"AGE_OVER_89":{"$ref":"#/$defs/operator"},"PHONE":{"$ref":"#/$defs/operator"},"FAX":{"$ref":"#/$defs/operator"},"EMAIL":{"$ref":"#/$defs/operator"},"SSN":{"$ref":"#/$defs/operator"},"MRN":{"$ref":"#/$defs/operator"},"HEALTH_PLAN":{"$ref":"#/$defs/operator"},"ACCOUNT":{"$ref":"#/$defs/operator"},"LICENSE":{"$ref":"#/$defs/operator"},"VEHICLE":{"$ref":"#/$defs/operator"},"DEVICE":{"$ref":"#/$defs/operator"},"URL":{"$ref":"#/$defs/operator"},"IP":{"$ref":"#/$defs/operator"},"BIOMETRIC":{"$ref":"#/$defs/operator"},"PHOTO":{"$ref":"#/$defs/operator"},"OTHER_ID":{"$ref":"#/$defs/operator"}},"minProperties":1,"title":"a set of entities, each with an operator"};
const func1 = Object.prototype.hasOwnProperty;
const schema23 = {"type":["string"],"enum":["redact","mask","tokenize","generalize","date_shift","surrogate","block","review","allow"],"title":"one of redact, mask, tokenize, generalize, date_shift, surrogate, block, review, allow"};

function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate57.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema23.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!(((((((((data === "redact") || (data === "mask")) || (data === "tokenize")) || (data === "generalize")) || (data === "date_shift")) || (data === "surrogate")) || (data === "block")) || (data === "review")) || (data === "allow"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema23.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate57.errors = vErrors;
return errors === 0;
}
validate57.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate56(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate56.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema22.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.default !== undefined){
if(!(validate57(data.default, {instancePath:instancePath+"/default",parentData:data,parentDataProperty:"default",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.NAME !== undefined){
if(!(validate57(data.NAME, {instancePath:instancePath+"/NAME",parentData:data,parentDataProperty:"NAME",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LOCATION !== undefined){
if(!(validate57(data.LOCATION, {instancePath:instancePath+"/LOCATION",parentData:data,parentDataProperty:"LOCATION",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DATE !== undefined){
if(!(validate57(data.DATE, {instancePath:instancePath+"/DATE",parentData:data,parentDataProperty:"DATE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.AGE_OVER_89 !== undefined){
if(!(validate57(data.AGE_OVER_89, {instancePath:instancePath+"/AGE_OVER_89",parentData:data,parentDataProperty:"AGE_OVER_89",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHONE !== undefined){
if(!(validate57(data.PHONE, {instancePath:instancePath+"/PHONE",parentData:data,parentDataProperty:"PHONE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.FAX !== undefined){
if(!(validate57(data.FAX, {instancePath:instancePath+"/FAX",parentData:data,parentDataProperty:"FAX",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.EMAIL !== undefined){
if(!(validate57(data.EMAIL, {instancePath:instancePath+"/EMAIL",parentData:data,parentDataProperty:"EMAIL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.SSN !== undefined){
if(!(validate57(data.SSN, {instancePath:instancePath+"/SSN",parentData:data,parentDataProperty:"SSN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.MRN !== undefined){
if(!(validate57(data.MRN, {instancePath:instancePath+"/MRN",parentData:data,parentDataProperty:"MRN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.HEALTH_PLAN !== undefined){
if(!(validate57(data.HEALTH_PLAN, {instancePath:instancePath+"/HEALTH_PLAN",parentData:data,parentDataProperty:"HEALTH_PLAN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.ACCOUNT !== undefined){
if(!(validate57(data.ACCOUNT, {instancePath:instancePath+"/ACCOUNT",parentData:data,parentDataProperty:"ACCOUNT",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LICENSE !== undefined){
if(!(validate57(data.LICENSE, {instancePath:instancePath+"/LICENSE",parentData:data,parentDataProperty:"LICENSE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.VEHICLE !== undefined){
if(!(validate57(data.VEHICLE, {instancePath:instancePath+"/VEHICLE",parentData:data,parentDataProperty:"VEHICLE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DEVICE !== undefined){
if(!(validate57(data.DEVICE, {instancePath:instancePath+"/DEVICE",parentData:data,parentDataProperty:"DEVICE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.URL !== undefined){
if(!(validate57(data.URL, {instancePath:instancePath+"/URL",parentData:data,parentDataProperty:"URL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.IP !== undefined){
if(!(validate57(data.IP, {instancePath:instancePath+"/IP",parentData:data,parentDataProperty:"IP",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.BIOMETRIC !== undefined){
if(!(validate57(data.BIOMETRIC, {instancePath:instancePath+"/BIOMETRIC",parentData:data,parentDataProperty:"BIOMETRIC",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHOTO !== undefined){
if(!(validate57(data.PHOTO, {instancePath:instancePath+"/PHOTO",parentData:data,parentDataProperty:"PHOTO",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.OTHER_ID !== undefined){
if(!(validate57(data.OTHER_ID, {instancePath:instancePath+"/OTHER_ID",parentData:data,parentDataProperty:"OTHER_ID",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate56.errors = vErrors;
return errors === 0;
}
validate56.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema24 = {"type":"object","required":["name","then"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":2048,"title":"a name of lower-case letters, digits and dashes","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"},"when":{"$ref":"#/$defs/conditions"},"then":{"type":["string"],"enum":["allow","deny","review"],"title":"one of allow, deny, review"},"out":{"$ref":"#/$defs/planOrName","description":"On the way out. Default: all entities are redacted."},"back":{"$ref":"#/$defs/planOrName","description":"On the way back. Default: all entities are redacted."},"restore":{"type":"object","required":[],"additionalProperties":false,"properties":{"text":{"type":"boolean","title":"true or false","description":"In text."},"tools":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of tools","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a tool"},"description":"In the arguments of calls of these tools."}},"minProperties":1,"title":"text, tools or both","description":"Where callers get their own values back."},"lookAhead":{"type":["integer","string"],"minimum":1,"maximum":65536,"pattern":"^sentence$","title":"sentence, or a whole number from 1 to 65536","description":"How far ahead a streamed answer is read, in UTF-16 code units. Default: 96."},"media":{"$ref":"#/$defs/media"},"review":{"$ref":"#/$defs/review"},"record":{"type":["string"],"enum":["metadata","redacted","sealed"],"title":"one of metadata, redacted, sealed","default":"redacted"},"retain":{"type":"string","minLength":1,"maxLength":2048,"title":"a name of lower-case letters, digits and dashes","pattern":"^[a-z0-9][a-z0-9-]{0,62}$","default":"standard","description":"The name of a retention class."},"limits":{"$ref":"#/$defs/limits"},"message":{"type":"string","pattern":"^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$","title":"one line of at most 200 characters","description":"What refused and waiting callers are told."}},"title":"a rule"};
const pattern17 = new RegExp("^sentence$", "u");
const pattern23 = new RegExp("^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$", "u");
const schema25 = {"type":"object","required":[],"additionalProperties":false,"properties":{"subjects":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of subjects","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a subject"},"description":"`*` is anybody."},"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a group","pattern":"^(?!\\*$)"}},"issuers":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of issuers","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the URL of an issuer"}},"clients":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of clients","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the id of a client"}},"nature":{"type":["string"],"enum":["person","service"],"title":"one of person, service"},"connections":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of connections","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a connection","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"}},"baa":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of true, false and self_hosted","items":{"type":["boolean","string"],"enum":[true,false,"self_hosted"],"title":"one of true, false, self_hosted"},"description":"Whether a business associate agreement covers the connection."},"operations":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of operations","items":{"type":"string","minLength":1,"maxLength":2048,"title":"an operation such as embeddings.create or chat.*","pattern":"^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,7}(?:\\.\\*)?$","examples":["chat.*"]}},"models":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of globs","items":{"type":"string","minLength":1,"maxLength":128,"pattern":"^[^*]*(?:\\*[^*]*){0,8}$","title":"a glob such as gpt-4o*, of at most 128 characters and 8 stars"}},"entities":{"type":"object","required":[],"additionalProperties":false,"properties":{"any":{"$ref":"#/$defs/range"},"NAME":{"$ref":"#/$defs/range"},"LOCATION":{"$ref":"#/$defs/range"},"DATE":{"$ref":"#/$defs/range"},"AGE_OVER_89":{"$ref":"#/$defs/range"},"PHONE":{"$ref":"#/$defs/range"},"FAX":{"$ref":"#/$defs/range"},"EMAIL":{"$ref":"#/$defs/range"},"SSN":{"$ref":"#/$defs/range"},"MRN":{"$ref":"#/$defs/range"},"HEALTH_PLAN":{"$ref":"#/$defs/range"},"ACCOUNT":{"$ref":"#/$defs/range"},"LICENSE":{"$ref":"#/$defs/range"},"VEHICLE":{"$ref":"#/$defs/range"},"DEVICE":{"$ref":"#/$defs/range"},"URL":{"$ref":"#/$defs/range"},"IP":{"$ref":"#/$defs/range"},"BIOMETRIC":{"$ref":"#/$defs/range"},"PHOTO":{"$ref":"#/$defs/range"},"OTHER_ID":{"$ref":"#/$defs/range"}},"minProperties":1,"title":"a set of entities, each with a range","description":"How many of each the request holds; `any` is all together."},"bodyBytes":{"$ref":"#/$defs/range","description":"Length of the request's body."},"inputs":{"$ref":"#/$defs/range","description":"Texts to embed, messages, prompts."},"time":{"$ref":"#/$defs/time"},"networks":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of networks","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a network such as 10.0.0.0/8 or 2001:db8::/32"},"description":"Where the call comes from."},"purposes":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of purposes","items":{"type":["string"],"enum":["treatment","payment","operations","research","public_health","emergency","patient_request","administration","legal"],"title":"one of treatment, payment, operations, research, public_health, emergency, patient_request, administration, legal"}}},"minProperties":1,"title":"a set of conditions","description":"All that are here must hold; of a list, one item must. Leave `when` out where every call is meant."};
const pattern9 = new RegExp("^(?!\\*$)", "u");
const pattern11 = new RegExp("^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,7}(?:\\.\\*)?$", "u");
const pattern12 = new RegExp("^[^*]*(?:\\*[^*]*){0,8}$", "u");
const schema26 = {"type":"object","required":[],"additionalProperties":false,"properties":{"atLeast":{"type":"integer","minimum":0,"maximum":9007199254740991,"title":"a whole number from 0 to 9007199254740991"},"atMost":{"type":"integer","minimum":0,"maximum":9007199254740991,"title":"a whole number from 0 to 9007199254740991"}},"minProperties":1,"title":"a range with atLeast, atMost or both","description":"Both bounds are inclusive."};

function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate81.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "atLeast") || (key0 === "atMost"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.atLeast !== undefined){
let data0 = data.atLeast;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/atLeast",schemaPath:"#/properties/atLeast/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 9007199254740991 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/atLeast",schemaPath:"#/properties/atLeast/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < 0 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/atLeast",schemaPath:"#/properties/atLeast/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.atMost !== undefined){
let data1 = data.atMost;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/atMost",schemaPath:"#/properties/atMost/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 9007199254740991 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/atMost",schemaPath:"#/properties/atMost/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/atMost",schemaPath:"#/properties/atMost/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate81.errors = vErrors;
return errors === 0;
}
validate81.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema27 = {"type":"object","required":["zone"],"additionalProperties":false,"properties":{"days":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of days","items":{"type":["string"],"enum":["mon","tue","wed","thu","fri","sat","sun"],"title":"one of mon, tue, wed, thu, fri, sat, sun"},"description":"A span over midnight belongs to the day it begins on."},"from":{"type":"string","minLength":1,"maxLength":2048,"title":"a time such as 08:30","pattern":"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$","description":"Inclusive. Default: 00:00."},"to":{"type":"string","minLength":1,"maxLength":2048,"title":"a time such as 17:00","pattern":"^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$","description":"Not inclusive. Earlier than `from`: over midnight. Default: 24:00."},"zone":{"type":"string","minLength":1,"maxLength":2048,"title":"a zone of the IANA database such as America/New_York","pattern":"^[A-Za-z][A-Za-z0-9_+/-]{0,63}$"}},"minProperties":2,"title":"a time with a zone, and days, from or to"};
const pattern13 = new RegExp("^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", "u");
const pattern14 = new RegExp("^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "u");
const pattern15 = new RegExp("^[A-Za-z][A-Za-z0-9_+/-]{0,63}$", "u");

function validate104(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate104.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 2){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 2}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.zone === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "zone"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "days") || (key0 === "from")) || (key0 === "to")) || (key0 === "zone"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.days !== undefined){
let data0 = data.days;
if(Array.isArray(data0)){
if(data0.length > 1024){
const err3 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 !== "string"){
const err5 = {instancePath:instancePath+"/days/" + i0,schemaPath:"#/properties/days/items/type",keyword:"type",params:{type: schema27.properties.days.items.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(((((((data1 === "mon") || (data1 === "tue")) || (data1 === "wed")) || (data1 === "thu")) || (data1 === "fri")) || (data1 === "sat")) || (data1 === "sun"))){
const err6 = {instancePath:instancePath+"/days/" + i0,schemaPath:"#/properties/days/items/enum",keyword:"enum",params:{allowedValues: schema27.properties.days.items.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err7 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err8 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.from !== undefined){
let data2 = data.from;
if(typeof data2 === "string"){
if(data2.length > 2048){
const err9 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!pattern13.test(data2)){
const err11 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/pattern",keyword:"pattern",params:{pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.to !== undefined){
let data3 = data.to;
if(typeof data3 === "string"){
if(data3.length > 2048){
const err13 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data3.length < 1){
const err14 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern14.test(data3)){
const err15 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/pattern",keyword:"pattern",params:{pattern: "^(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.zone !== undefined){
let data4 = data.zone;
if(typeof data4 === "string"){
if(data4.length > 2048){
const err17 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data4.length < 1){
const err18 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern15.test(data4)){
const err19 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate104.errors = vErrors;
return errors === 0;
}
validate104.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate80.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema25.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.subjects !== undefined){
let data0 = data.subjects;
if(Array.isArray(data0)){
if(data0.length > 1024){
const err2 = {instancePath:instancePath+"/subjects",schemaPath:"#/properties/subjects/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/subjects",schemaPath:"#/properties/subjects/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 2048){
const err4 = {instancePath:instancePath+"/subjects/" + i0,schemaPath:"#/properties/subjects/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/subjects/" + i0,schemaPath:"#/properties/subjects/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/subjects/" + i0,schemaPath:"#/properties/subjects/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err7 = {instancePath:instancePath+"/subjects",schemaPath:"#/properties/subjects/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err8 = {instancePath:instancePath+"/subjects",schemaPath:"#/properties/subjects/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.groups !== undefined){
let data2 = data.groups;
if(Array.isArray(data2)){
if(data2.length > 1024){
const err9 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data2.length;
for(let i2=0; i2<len1; i2++){
let data3 = data2[i2];
if(typeof data3 === "string"){
if(data3.length > 2048){
const err11 = {instancePath:instancePath+"/groups/" + i2,schemaPath:"#/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3.length < 1){
const err12 = {instancePath:instancePath+"/groups/" + i2,schemaPath:"#/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!pattern9.test(data3)){
const err13 = {instancePath:instancePath+"/groups/" + i2,schemaPath:"#/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/groups/" + i2,schemaPath:"#/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
let i3 = data2.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data2[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err15 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err16 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.issuers !== undefined){
let data4 = data.issuers;
if(Array.isArray(data4)){
if(data4.length > 1024){
const err17 = {instancePath:instancePath+"/issuers",schemaPath:"#/properties/issuers/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data4.length < 1){
const err18 = {instancePath:instancePath+"/issuers",schemaPath:"#/properties/issuers/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len2 = data4.length;
for(let i4=0; i4<len2; i4++){
let data5 = data4[i4];
if(typeof data5 === "string"){
if(data5.length > 2048){
const err19 = {instancePath:instancePath+"/issuers/" + i4,schemaPath:"#/properties/issuers/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data5.length < 1){
const err20 = {instancePath:instancePath+"/issuers/" + i4,schemaPath:"#/properties/issuers/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/issuers/" + i4,schemaPath:"#/properties/issuers/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
let i5 = data4.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data4[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err22 = {instancePath:instancePath+"/issuers",schemaPath:"#/properties/issuers/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err23 = {instancePath:instancePath+"/issuers",schemaPath:"#/properties/issuers/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.clients !== undefined){
let data6 = data.clients;
if(Array.isArray(data6)){
if(data6.length > 1024){
const err24 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data6.length < 1){
const err25 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len3 = data6.length;
for(let i6=0; i6<len3; i6++){
let data7 = data6[i6];
if(typeof data7 === "string"){
if(data7.length > 2048){
const err26 = {instancePath:instancePath+"/clients/" + i6,schemaPath:"#/properties/clients/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data7.length < 1){
const err27 = {instancePath:instancePath+"/clients/" + i6,schemaPath:"#/properties/clients/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/clients/" + i6,schemaPath:"#/properties/clients/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
let i7 = data6.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data6[i7];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err29 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
break;
}
indices3[item3] = i7;
}
}
}
else {
const err30 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.nature !== undefined){
let data8 = data.nature;
if(typeof data8 !== "string"){
const err31 = {instancePath:instancePath+"/nature",schemaPath:"#/properties/nature/type",keyword:"type",params:{type: schema25.properties.nature.type}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!((data8 === "person") || (data8 === "service"))){
const err32 = {instancePath:instancePath+"/nature",schemaPath:"#/properties/nature/enum",keyword:"enum",params:{allowedValues: schema25.properties.nature.enum}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.connections !== undefined){
let data9 = data.connections;
if(Array.isArray(data9)){
if(data9.length > 1024){
const err33 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data9.length < 1){
const err34 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
const len4 = data9.length;
for(let i8=0; i8<len4; i8++){
let data10 = data9[i8];
if(typeof data10 === "string"){
if(data10.length > 2048){
const err35 = {instancePath:instancePath+"/connections/" + i8,schemaPath:"#/properties/connections/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data10.length < 1){
const err36 = {instancePath:instancePath+"/connections/" + i8,schemaPath:"#/properties/connections/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(!pattern3.test(data10)){
const err37 = {instancePath:instancePath+"/connections/" + i8,schemaPath:"#/properties/connections/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/connections/" + i8,schemaPath:"#/properties/connections/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
let i9 = data9.length;
let j4;
if(i9 > 1){
const indices4 = {};
for(;i9--;){
let item4 = data9[i9];
if(typeof item4 !== "string"){
continue;
}
if(typeof indices4[item4] == "number"){
j4 = indices4[item4];
const err39 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/uniqueItems",keyword:"uniqueItems",params:{i: i9, j: j4}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
break;
}
indices4[item4] = i9;
}
}
}
else {
const err40 = {instancePath:instancePath+"/connections",schemaPath:"#/properties/connections/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.baa !== undefined){
let data11 = data.baa;
if(Array.isArray(data11)){
if(data11.length > 1024){
const err41 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data11.length < 1){
const err42 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const len5 = data11.length;
for(let i10=0; i10<len5; i10++){
let data12 = data11[i10];
if((typeof data12 !== "boolean") && (typeof data12 !== "string")){
const err43 = {instancePath:instancePath+"/baa/" + i10,schemaPath:"#/properties/baa/items/type",keyword:"type",params:{type: schema25.properties.baa.items.type}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!(((data12 === true) || (data12 === false)) || (data12 === "self_hosted"))){
const err44 = {instancePath:instancePath+"/baa/" + i10,schemaPath:"#/properties/baa/items/enum",keyword:"enum",params:{allowedValues: schema25.properties.baa.items.enum}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
let i11 = data11.length;
let j5;
if(i11 > 1){
const indices5 = {};
for(;i11--;){
let item5 = data11[i11];
if((typeof item5 !== "boolean") && (typeof item5 !== "string")){
continue;
}
if(typeof item5 == "string"){
item5 += "_";
}
if(typeof indices5[item5] == "number"){
j5 = indices5[item5];
const err45 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/uniqueItems",keyword:"uniqueItems",params:{i: i11, j: j5}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
break;
}
indices5[item5] = i11;
}
}
}
else {
const err46 = {instancePath:instancePath+"/baa",schemaPath:"#/properties/baa/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.operations !== undefined){
let data13 = data.operations;
if(Array.isArray(data13)){
if(data13.length > 1024){
const err47 = {instancePath:instancePath+"/operations",schemaPath:"#/properties/operations/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data13.length < 1){
const err48 = {instancePath:instancePath+"/operations",schemaPath:"#/properties/operations/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
const len6 = data13.length;
for(let i12=0; i12<len6; i12++){
let data14 = data13[i12];
if(typeof data14 === "string"){
if(data14.length > 2048){
const err49 = {instancePath:instancePath+"/operations/" + i12,schemaPath:"#/properties/operations/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data14.length < 1){
const err50 = {instancePath:instancePath+"/operations/" + i12,schemaPath:"#/properties/operations/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!pattern11.test(data14)){
const err51 = {instancePath:instancePath+"/operations/" + i12,schemaPath:"#/properties/operations/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*){0,7}(?:\\.\\*)?$"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/operations/" + i12,schemaPath:"#/properties/operations/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
let i13 = data13.length;
let j6;
if(i13 > 1){
const indices6 = {};
for(;i13--;){
let item6 = data13[i13];
if(typeof item6 !== "string"){
continue;
}
if(typeof indices6[item6] == "number"){
j6 = indices6[item6];
const err53 = {instancePath:instancePath+"/operations",schemaPath:"#/properties/operations/uniqueItems",keyword:"uniqueItems",params:{i: i13, j: j6}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
break;
}
indices6[item6] = i13;
}
}
}
else {
const err54 = {instancePath:instancePath+"/operations",schemaPath:"#/properties/operations/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.models !== undefined){
let data15 = data.models;
if(Array.isArray(data15)){
if(data15.length > 1024){
const err55 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data15.length < 1){
const err56 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
const len7 = data15.length;
for(let i14=0; i14<len7; i14++){
let data16 = data15[i14];
if(typeof data16 === "string"){
if(data16.length > 128){
const err57 = {instancePath:instancePath+"/models/" + i14,schemaPath:"#/properties/models/items/maxLength",keyword:"maxLength",params:{limit: 128}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data16.length < 1){
const err58 = {instancePath:instancePath+"/models/" + i14,schemaPath:"#/properties/models/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(!pattern12.test(data16)){
const err59 = {instancePath:instancePath+"/models/" + i14,schemaPath:"#/properties/models/items/pattern",keyword:"pattern",params:{pattern: "^[^*]*(?:\\*[^*]*){0,8}$"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/models/" + i14,schemaPath:"#/properties/models/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
let i15 = data15.length;
let j7;
if(i15 > 1){
const indices7 = {};
for(;i15--;){
let item7 = data15[i15];
if(typeof item7 !== "string"){
continue;
}
if(typeof indices7[item7] == "number"){
j7 = indices7[item7];
const err61 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/uniqueItems",keyword:"uniqueItems",params:{i: i15, j: j7}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
break;
}
indices7[item7] = i15;
}
}
}
else {
const err62 = {instancePath:instancePath+"/models",schemaPath:"#/properties/models/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.entities !== undefined){
let data17 = data.entities;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(Object.keys(data17).length < 1){
const err63 = {instancePath:instancePath+"/entities",schemaPath:"#/properties/entities/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
for(const key1 in data17){
if(!(func1.call(schema25.properties.entities.properties, key1))){
const err64 = {instancePath:instancePath+"/entities",schemaPath:"#/properties/entities/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data17.any !== undefined){
if(!(validate81(data17.any, {instancePath:instancePath+"/entities/any",parentData:data17,parentDataProperty:"any",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.NAME !== undefined){
if(!(validate81(data17.NAME, {instancePath:instancePath+"/entities/NAME",parentData:data17,parentDataProperty:"NAME",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.LOCATION !== undefined){
if(!(validate81(data17.LOCATION, {instancePath:instancePath+"/entities/LOCATION",parentData:data17,parentDataProperty:"LOCATION",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.DATE !== undefined){
if(!(validate81(data17.DATE, {instancePath:instancePath+"/entities/DATE",parentData:data17,parentDataProperty:"DATE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.AGE_OVER_89 !== undefined){
if(!(validate81(data17.AGE_OVER_89, {instancePath:instancePath+"/entities/AGE_OVER_89",parentData:data17,parentDataProperty:"AGE_OVER_89",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.PHONE !== undefined){
if(!(validate81(data17.PHONE, {instancePath:instancePath+"/entities/PHONE",parentData:data17,parentDataProperty:"PHONE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.FAX !== undefined){
if(!(validate81(data17.FAX, {instancePath:instancePath+"/entities/FAX",parentData:data17,parentDataProperty:"FAX",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.EMAIL !== undefined){
if(!(validate81(data17.EMAIL, {instancePath:instancePath+"/entities/EMAIL",parentData:data17,parentDataProperty:"EMAIL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.SSN !== undefined){
if(!(validate81(data17.SSN, {instancePath:instancePath+"/entities/SSN",parentData:data17,parentDataProperty:"SSN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.MRN !== undefined){
if(!(validate81(data17.MRN, {instancePath:instancePath+"/entities/MRN",parentData:data17,parentDataProperty:"MRN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.HEALTH_PLAN !== undefined){
if(!(validate81(data17.HEALTH_PLAN, {instancePath:instancePath+"/entities/HEALTH_PLAN",parentData:data17,parentDataProperty:"HEALTH_PLAN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.ACCOUNT !== undefined){
if(!(validate81(data17.ACCOUNT, {instancePath:instancePath+"/entities/ACCOUNT",parentData:data17,parentDataProperty:"ACCOUNT",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.LICENSE !== undefined){
if(!(validate81(data17.LICENSE, {instancePath:instancePath+"/entities/LICENSE",parentData:data17,parentDataProperty:"LICENSE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.VEHICLE !== undefined){
if(!(validate81(data17.VEHICLE, {instancePath:instancePath+"/entities/VEHICLE",parentData:data17,parentDataProperty:"VEHICLE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.DEVICE !== undefined){
if(!(validate81(data17.DEVICE, {instancePath:instancePath+"/entities/DEVICE",parentData:data17,parentDataProperty:"DEVICE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.URL !== undefined){
if(!(validate81(data17.URL, {instancePath:instancePath+"/entities/URL",parentData:data17,parentDataProperty:"URL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.IP !== undefined){
if(!(validate81(data17.IP, {instancePath:instancePath+"/entities/IP",parentData:data17,parentDataProperty:"IP",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.BIOMETRIC !== undefined){
if(!(validate81(data17.BIOMETRIC, {instancePath:instancePath+"/entities/BIOMETRIC",parentData:data17,parentDataProperty:"BIOMETRIC",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.PHOTO !== undefined){
if(!(validate81(data17.PHOTO, {instancePath:instancePath+"/entities/PHOTO",parentData:data17,parentDataProperty:"PHOTO",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data17.OTHER_ID !== undefined){
if(!(validate81(data17.OTHER_ID, {instancePath:instancePath+"/entities/OTHER_ID",parentData:data17,parentDataProperty:"OTHER_ID",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
}
else {
const err65 = {instancePath:instancePath+"/entities",schemaPath:"#/properties/entities/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.bodyBytes !== undefined){
if(!(validate81(data.bodyBytes, {instancePath:instancePath+"/bodyBytes",parentData:data,parentDataProperty:"bodyBytes",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data.inputs !== undefined){
if(!(validate81(data.inputs, {instancePath:instancePath+"/inputs",parentData:data,parentDataProperty:"inputs",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate81.errors : vErrors.concat(validate81.errors);
errors = vErrors.length;
}
}
if(data.time !== undefined){
if(!(validate104(data.time, {instancePath:instancePath+"/time",parentData:data,parentDataProperty:"time",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate104.errors : vErrors.concat(validate104.errors);
errors = vErrors.length;
}
}
if(data.networks !== undefined){
let data41 = data.networks;
if(Array.isArray(data41)){
if(data41.length > 1024){
const err66 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
if(data41.length < 1){
const err67 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
const len8 = data41.length;
for(let i16=0; i16<len8; i16++){
let data42 = data41[i16];
if(typeof data42 === "string"){
if(data42.length > 2048){
const err68 = {instancePath:instancePath+"/networks/" + i16,schemaPath:"#/properties/networks/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data42.length < 1){
const err69 = {instancePath:instancePath+"/networks/" + i16,schemaPath:"#/properties/networks/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/networks/" + i16,schemaPath:"#/properties/networks/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
let i17 = data41.length;
let j8;
if(i17 > 1){
const indices8 = {};
for(;i17--;){
let item8 = data41[i17];
if(typeof item8 !== "string"){
continue;
}
if(typeof indices8[item8] == "number"){
j8 = indices8[item8];
const err71 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/uniqueItems",keyword:"uniqueItems",params:{i: i17, j: j8}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
break;
}
indices8[item8] = i17;
}
}
}
else {
const err72 = {instancePath:instancePath+"/networks",schemaPath:"#/properties/networks/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.purposes !== undefined){
let data43 = data.purposes;
if(Array.isArray(data43)){
if(data43.length > 1024){
const err73 = {instancePath:instancePath+"/purposes",schemaPath:"#/properties/purposes/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(data43.length < 1){
const err74 = {instancePath:instancePath+"/purposes",schemaPath:"#/properties/purposes/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
const len9 = data43.length;
for(let i18=0; i18<len9; i18++){
let data44 = data43[i18];
if(typeof data44 !== "string"){
const err75 = {instancePath:instancePath+"/purposes/" + i18,schemaPath:"#/properties/purposes/items/type",keyword:"type",params:{type: schema25.properties.purposes.items.type}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(!(((((((((data44 === "treatment") || (data44 === "payment")) || (data44 === "operations")) || (data44 === "research")) || (data44 === "public_health")) || (data44 === "emergency")) || (data44 === "patient_request")) || (data44 === "administration")) || (data44 === "legal"))){
const err76 = {instancePath:instancePath+"/purposes/" + i18,schemaPath:"#/properties/purposes/items/enum",keyword:"enum",params:{allowedValues: schema25.properties.purposes.items.enum}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
let i19 = data43.length;
let j9;
if(i19 > 1){
const indices9 = {};
for(;i19--;){
let item9 = data43[i19];
if(typeof item9 !== "string"){
continue;
}
if(typeof indices9[item9] == "number"){
j9 = indices9[item9];
const err77 = {instancePath:instancePath+"/purposes",schemaPath:"#/properties/purposes/uniqueItems",keyword:"uniqueItems",params:{i: i19, j: j9}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
break;
}
indices9[item9] = i19;
}
}
}
else {
const err78 = {instancePath:instancePath+"/purposes",schemaPath:"#/properties/purposes/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}
validate80.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema28 = {"required":[],"additionalProperties":false,"properties":{"default":{"$ref":"#/$defs/operator"},"NAME":{"$ref":"#/$defs/operator"},"LOCATION":{"$ref":"#/$defs/operator"},"DATE":{"$ref":"#/$defs/operator"},"AGE_OVER_89":{"$ref":"#/$defs/operator"},"PHONE":{"$ref":"#/$defs/operator"},"FAX":{"$ref":"#/$defs/operator"},"EMAIL":{"$ref":"#/$defs/operator"},"SSN":{"$ref":"#/$defs/operator"},"MRN":{"$ref":"#/$defs/operator"},"HEALTH_PLAN":{"$ref":"#/$defs/operator"},"ACCOUNT":{"$ref":"#/$defs/operator"},"LICENSE":{"$ref":"#/$defs/operator"},"VEHICLE":{"$ref":"#/$defs/operator"},"DEVICE":{"$ref":"#/$defs/operator"},"URL":{"$ref":"#/$defs/operator"},"IP":{"$ref":"#/$defs/operator"},"BIOMETRIC":{"$ref":"#/$defs/operator"},"PHOTO":{"$ref":"#/$defs/operator"},"OTHER_ID":{"$ref":"#/$defs/operator"}},"minProperties":1,"title":"the name of operators or of a preset, or a set of entities, each with an operator","type":["string","object"],"pattern":"^[a-z0-9][a-z0-9-]{0,62}$"};

function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate107.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema28.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err2 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema28.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.default !== undefined){
if(!(validate57(data.default, {instancePath:instancePath+"/default",parentData:data,parentDataProperty:"default",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.NAME !== undefined){
if(!(validate57(data.NAME, {instancePath:instancePath+"/NAME",parentData:data,parentDataProperty:"NAME",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LOCATION !== undefined){
if(!(validate57(data.LOCATION, {instancePath:instancePath+"/LOCATION",parentData:data,parentDataProperty:"LOCATION",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DATE !== undefined){
if(!(validate57(data.DATE, {instancePath:instancePath+"/DATE",parentData:data,parentDataProperty:"DATE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.AGE_OVER_89 !== undefined){
if(!(validate57(data.AGE_OVER_89, {instancePath:instancePath+"/AGE_OVER_89",parentData:data,parentDataProperty:"AGE_OVER_89",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHONE !== undefined){
if(!(validate57(data.PHONE, {instancePath:instancePath+"/PHONE",parentData:data,parentDataProperty:"PHONE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.FAX !== undefined){
if(!(validate57(data.FAX, {instancePath:instancePath+"/FAX",parentData:data,parentDataProperty:"FAX",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.EMAIL !== undefined){
if(!(validate57(data.EMAIL, {instancePath:instancePath+"/EMAIL",parentData:data,parentDataProperty:"EMAIL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.SSN !== undefined){
if(!(validate57(data.SSN, {instancePath:instancePath+"/SSN",parentData:data,parentDataProperty:"SSN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.MRN !== undefined){
if(!(validate57(data.MRN, {instancePath:instancePath+"/MRN",parentData:data,parentDataProperty:"MRN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.HEALTH_PLAN !== undefined){
if(!(validate57(data.HEALTH_PLAN, {instancePath:instancePath+"/HEALTH_PLAN",parentData:data,parentDataProperty:"HEALTH_PLAN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.ACCOUNT !== undefined){
if(!(validate57(data.ACCOUNT, {instancePath:instancePath+"/ACCOUNT",parentData:data,parentDataProperty:"ACCOUNT",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LICENSE !== undefined){
if(!(validate57(data.LICENSE, {instancePath:instancePath+"/LICENSE",parentData:data,parentDataProperty:"LICENSE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.VEHICLE !== undefined){
if(!(validate57(data.VEHICLE, {instancePath:instancePath+"/VEHICLE",parentData:data,parentDataProperty:"VEHICLE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DEVICE !== undefined){
if(!(validate57(data.DEVICE, {instancePath:instancePath+"/DEVICE",parentData:data,parentDataProperty:"DEVICE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.URL !== undefined){
if(!(validate57(data.URL, {instancePath:instancePath+"/URL",parentData:data,parentDataProperty:"URL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.IP !== undefined){
if(!(validate57(data.IP, {instancePath:instancePath+"/IP",parentData:data,parentDataProperty:"IP",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.BIOMETRIC !== undefined){
if(!(validate57(data.BIOMETRIC, {instancePath:instancePath+"/BIOMETRIC",parentData:data,parentDataProperty:"BIOMETRIC",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHOTO !== undefined){
if(!(validate57(data.PHOTO, {instancePath:instancePath+"/PHOTO",parentData:data,parentDataProperty:"PHOTO",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.OTHER_ID !== undefined){
if(!(validate57(data.OTHER_ID, {instancePath:instancePath+"/OTHER_ID",parentData:data,parentDataProperty:"OTHER_ID",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
validate107.errors = vErrors;
return errors === 0;
}
validate107.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of media types","items":{"type":["string"],"enum":["image/png","image/jpeg","image/gif","image/webp","image/tiff","audio/wav","audio/mpeg","audio/flac","audio/ogg","audio/mp4","audio/webm","video/mp4","video/webm","application/pdf","application/dicom","application/zip","application/vnd.openxmlformats-officedocument.wordprocessingml.document","application/vnd.openxmlformats-officedocument.spreadsheetml.sheet","application/vnd.openxmlformats-officedocument.presentationml.presentation","application/octet-stream","image/*","audio/*","video/*","application/*"],"title":"a media type that Sallyport tells by its content, such as image/png or application/pdf, or image/*"},"description":"What may be attached once people have looked at it. Default: nothing."};

function validate130(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate130.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length > 1024){
const err0 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 !== "string"){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: schema29.items.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!((((((((((((((((((((((((data0 === "image/png") || (data0 === "image/jpeg")) || (data0 === "image/gif")) || (data0 === "image/webp")) || (data0 === "image/tiff")) || (data0 === "audio/wav")) || (data0 === "audio/mpeg")) || (data0 === "audio/flac")) || (data0 === "audio/ogg")) || (data0 === "audio/mp4")) || (data0 === "audio/webm")) || (data0 === "video/mp4")) || (data0 === "video/webm")) || (data0 === "application/pdf")) || (data0 === "application/dicom")) || (data0 === "application/zip")) || (data0 === "application/vnd.openxmlformats-officedocument.wordprocessingml.document")) || (data0 === "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")) || (data0 === "application/vnd.openxmlformats-officedocument.presentationml.presentation")) || (data0 === "application/octet-stream")) || (data0 === "image/*")) || (data0 === "audio/*")) || (data0 === "video/*")) || (data0 === "application/*"))){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/enum",keyword:"enum",params:{allowedValues: schema29.items.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
let i1 = data.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err4 = {instancePath,schemaPath:"#/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate130.errors = vErrors;
return errors === 0;
}
validate130.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema30 = {"type":"object","required":["groups"],"additionalProperties":false,"properties":{"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a group","pattern":"^(?!\\*$)"},"description":"Whose members may decide."},"quorum":{"type":"integer","minimum":1,"maximum":10,"title":"a whole number from 1 to 10","default":1,"description":"How many different people must approve."},"expiresIn":{"$ref":"#/$defs/duration","default":"1h","description":"For how long it waits for them. At most 30d."},"useWithin":{"$ref":"#/$defs/duration","default":"15m","description":"For how long an approval may be used. At most 1d."},"stepUp":{"type":"object","required":["maxAge"],"additionalProperties":false,"properties":{"maxAge":{"$ref":"#/$defs/duration","description":"How old a login may be (`auth_time`). At most 1d."},"amr":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of authentication methods","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a method of RFC 8176 such as mfa or hwk"}}},"title":"a step-up with maxAge","description":"How fresh and how strong the login of a reviewer must be."},"escalate":{"type":"object","required":["after","groups"],"additionalProperties":false,"properties":{"after":{"$ref":"#/$defs/duration","description":"Less than `expiresIn`."},"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a group","pattern":"^(?!\\*$)"}}},"title":"an escalation with after and groups","description":"Who may decide too, once nobody has for so long."},"window":{"type":"object","required":["most"],"additionalProperties":false,"properties":{"most":{"$ref":"#/$defs/duration","description":"At most 8h."}},"title":"a window with most","description":"Reviewers may approve all such calls for a time."},"breakGlass":{"type":"object","required":["groups"],"additionalProperties":false,"properties":{"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"the name of a group","pattern":"^(?!\\*$)"}}},"title":"a list of groups","description":"Whose members may go on without a reviewer: with a reason, an alert and a review after the fact."},"hold":{"$ref":"#/$defs/duration","description":"For how long a call is held open that cannot wait by itself. At most 120s."}},"title":"a review with groups"};
const schema31 = {"type":"string","minLength":1,"maxLength":2048,"title":"a duration such as 90s, 15m, 8h or 30d","pattern":"^[1-9][0-9]{0,8}[smhd]$"};
const pattern19 = new RegExp("^[1-9][0-9]{0,8}[smhd]$", "u");

function validate133(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate133.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(data.length > 2048){
const err0 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern19.test(data)){
const err2 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]{0,8}[smhd]$"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate133.errors = vErrors;
return errors === 0;
}
validate133.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate132(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate132.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.groups === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema30.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.groups !== undefined){
let data0 = data.groups;
if(Array.isArray(data0)){
if(data0.length > 1024){
const err2 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(data1.length > 2048){
const err4 = {instancePath:instancePath+"/groups/" + i0,schemaPath:"#/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/groups/" + i0,schemaPath:"#/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern9.test(data1)){
const err6 = {instancePath:instancePath+"/groups/" + i0,schemaPath:"#/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/groups/" + i0,schemaPath:"#/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err8 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err9 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.quorum !== undefined){
let data2 = data.quorum;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err10 = {instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 10 || isNaN(data2)){
const err11 = {instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err12 = {instancePath:instancePath+"/quorum",schemaPath:"#/properties/quorum/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.expiresIn !== undefined){
if(!(validate133(data.expiresIn, {instancePath:instancePath+"/expiresIn",parentData:data,parentDataProperty:"expiresIn",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
if(data.useWithin !== undefined){
if(!(validate133(data.useWithin, {instancePath:instancePath+"/useWithin",parentData:data,parentDataProperty:"useWithin",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
if(data.stepUp !== undefined){
let data5 = data.stepUp;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.maxAge === undefined){
const err13 = {instancePath:instancePath+"/stepUp",schemaPath:"#/properties/stepUp/required",keyword:"required",params:{missingProperty: "maxAge"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data5){
if(!((key1 === "maxAge") || (key1 === "amr"))){
const err14 = {instancePath:instancePath+"/stepUp",schemaPath:"#/properties/stepUp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.maxAge !== undefined){
if(!(validate133(data5.maxAge, {instancePath:instancePath+"/stepUp/maxAge",parentData:data5,parentDataProperty:"maxAge",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
if(data5.amr !== undefined){
let data7 = data5.amr;
if(Array.isArray(data7)){
if(data7.length > 1024){
const err15 = {instancePath:instancePath+"/stepUp/amr",schemaPath:"#/properties/stepUp/properties/amr/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data7.length < 1){
const err16 = {instancePath:instancePath+"/stepUp/amr",schemaPath:"#/properties/stepUp/properties/amr/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data7.length;
for(let i2=0; i2<len1; i2++){
let data8 = data7[i2];
if(typeof data8 === "string"){
if(data8.length > 2048){
const err17 = {instancePath:instancePath+"/stepUp/amr/" + i2,schemaPath:"#/properties/stepUp/properties/amr/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data8.length < 1){
const err18 = {instancePath:instancePath+"/stepUp/amr/" + i2,schemaPath:"#/properties/stepUp/properties/amr/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/stepUp/amr/" + i2,schemaPath:"#/properties/stepUp/properties/amr/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i3 = data7.length;
let j1;
if(i3 > 1){
const indices1 = {};
for(;i3--;){
let item1 = data7[i3];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err20 = {instancePath:instancePath+"/stepUp/amr",schemaPath:"#/properties/stepUp/properties/amr/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break;
}
indices1[item1] = i3;
}
}
}
else {
const err21 = {instancePath:instancePath+"/stepUp/amr",schemaPath:"#/properties/stepUp/properties/amr/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/stepUp",schemaPath:"#/properties/stepUp/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.escalate !== undefined){
let data9 = data.escalate;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.after === undefined){
const err23 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/required",keyword:"required",params:{missingProperty: "after"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data9.groups === undefined){
const err24 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key2 in data9){
if(!((key2 === "after") || (key2 === "groups"))){
const err25 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data9.after !== undefined){
if(!(validate133(data9.after, {instancePath:instancePath+"/escalate/after",parentData:data9,parentDataProperty:"after",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
if(data9.groups !== undefined){
let data11 = data9.groups;
if(Array.isArray(data11)){
if(data11.length > 1024){
const err26 = {instancePath:instancePath+"/escalate/groups",schemaPath:"#/properties/escalate/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data11.length < 1){
const err27 = {instancePath:instancePath+"/escalate/groups",schemaPath:"#/properties/escalate/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len2 = data11.length;
for(let i4=0; i4<len2; i4++){
let data12 = data11[i4];
if(typeof data12 === "string"){
if(data12.length > 2048){
const err28 = {instancePath:instancePath+"/escalate/groups/" + i4,schemaPath:"#/properties/escalate/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data12.length < 1){
const err29 = {instancePath:instancePath+"/escalate/groups/" + i4,schemaPath:"#/properties/escalate/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(!pattern9.test(data12)){
const err30 = {instancePath:instancePath+"/escalate/groups/" + i4,schemaPath:"#/properties/escalate/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/escalate/groups/" + i4,schemaPath:"#/properties/escalate/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
let i5 = data11.length;
let j2;
if(i5 > 1){
const indices2 = {};
for(;i5--;){
let item2 = data11[i5];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err32 = {instancePath:instancePath+"/escalate/groups",schemaPath:"#/properties/escalate/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
break;
}
indices2[item2] = i5;
}
}
}
else {
const err33 = {instancePath:instancePath+"/escalate/groups",schemaPath:"#/properties/escalate/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/escalate",schemaPath:"#/properties/escalate/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.window !== undefined){
let data13 = data.window;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.most === undefined){
const err35 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key3 in data13){
if(!(key3 === "most")){
const err36 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data13.most !== undefined){
if(!(validate133(data13.most, {instancePath:instancePath+"/window/most",parentData:data13,parentDataProperty:"most",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.breakGlass !== undefined){
let data15 = data.breakGlass;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.groups === undefined){
const err38 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key4 in data15){
if(!(key4 === "groups")){
const err39 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data15.groups !== undefined){
let data16 = data15.groups;
if(Array.isArray(data16)){
if(data16.length > 1024){
const err40 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data16.length < 1){
const err41 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
const len3 = data16.length;
for(let i6=0; i6<len3; i6++){
let data17 = data16[i6];
if(typeof data17 === "string"){
if(data17.length > 2048){
const err42 = {instancePath:instancePath+"/breakGlass/groups/" + i6,schemaPath:"#/properties/breakGlass/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data17.length < 1){
const err43 = {instancePath:instancePath+"/breakGlass/groups/" + i6,schemaPath:"#/properties/breakGlass/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(!pattern9.test(data17)){
const err44 = {instancePath:instancePath+"/breakGlass/groups/" + i6,schemaPath:"#/properties/breakGlass/properties/groups/items/pattern",keyword:"pattern",params:{pattern: "^(?!\\*$)"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/breakGlass/groups/" + i6,schemaPath:"#/properties/breakGlass/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
let i7 = data16.length;
let j3;
if(i7 > 1){
const indices3 = {};
for(;i7--;){
let item3 = data16[i7];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err46 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i7, j: j3}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
break;
}
indices3[item3] = i7;
}
}
}
else {
const err47 = {instancePath:instancePath+"/breakGlass/groups",schemaPath:"#/properties/breakGlass/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/breakGlass",schemaPath:"#/properties/breakGlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.hold !== undefined){
if(!(validate133(data.hold, {instancePath:instancePath+"/hold",parentData:data,parentDataProperty:"hold",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
}
else {
const err49 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
validate132.errors = vErrors;
return errors === 0;
}
validate132.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema32 = {"type":"object","required":[],"additionalProperties":false,"properties":{"bodyBytes":{"type":"integer","minimum":1,"maximum":1073741824,"title":"a whole number from 1 to 1073741824","description":"Largest body."},"inputs":{"type":"integer","minimum":1,"maximum":1000000,"title":"a whole number from 1 to 1000000","description":"Most inputs of one request."},"requests":{"type":"object","required":["most","per"],"additionalProperties":false,"properties":{"most":{"type":"integer","minimum":1,"maximum":1000000000,"title":"a whole number from 1 to 1000000000"},"per":{"$ref":"#/$defs/duration"}},"title":"a limit with most and per","description":"Requests in a window."},"tokens":{"type":"object","required":["most","per"],"additionalProperties":false,"properties":{"most":{"type":"integer","minimum":1,"maximum":1000000000000,"title":"a whole number from 1 to 1000000000000"},"per":{"$ref":"#/$defs/duration"}},"title":"a limit with most and per","description":"Tokens of the model in a window, in and out."},"concurrent":{"type":"integer","minimum":1,"maximum":65536,"title":"a whole number from 1 to 65536","description":"Calls at once."}},"minProperties":1,"title":"a set of limits"};

function validate141(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate141.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "bodyBytes") || (key0 === "inputs")) || (key0 === "requests")) || (key0 === "tokens")) || (key0 === "concurrent"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.bodyBytes !== undefined){
let data0 = data.bodyBytes;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/bodyBytes",schemaPath:"#/properties/bodyBytes/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 1073741824 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/bodyBytes",schemaPath:"#/properties/bodyBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1073741824}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < 1 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/bodyBytes",schemaPath:"#/properties/bodyBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.inputs !== undefined){
let data1 = data.inputs;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1000000 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.requests !== undefined){
let data2 = data.requests;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.most === undefined){
const err8 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.per === undefined){
const err9 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/required",keyword:"required",params:{missingProperty: "per"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "most") || (key1 === "per"))){
const err10 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.most !== undefined){
let data3 = data2.most;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err11 = {instancePath:instancePath+"/requests/most",schemaPath:"#/properties/requests/properties/most/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1000000000 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/requests/most",schemaPath:"#/properties/requests/properties/most/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err13 = {instancePath:instancePath+"/requests/most",schemaPath:"#/properties/requests/properties/most/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data2.per !== undefined){
if(!(validate133(data2.per, {instancePath:instancePath+"/requests/per",parentData:data2,parentDataProperty:"per",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.tokens !== undefined){
let data5 = data.tokens;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.most === undefined){
const err15 = {instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data5.per === undefined){
const err16 = {instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/required",keyword:"required",params:{missingProperty: "per"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key2 in data5){
if(!((key2 === "most") || (key2 === "per"))){
const err17 = {instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data5.most !== undefined){
let data6 = data5.most;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err18 = {instancePath:instancePath+"/tokens/most",schemaPath:"#/properties/tokens/properties/most/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 1000000000000 || isNaN(data6)){
const err19 = {instancePath:instancePath+"/tokens/most",schemaPath:"#/properties/tokens/properties/most/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000000}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err20 = {instancePath:instancePath+"/tokens/most",schemaPath:"#/properties/tokens/properties/most/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
if(data5.per !== undefined){
if(!(validate133(data5.per, {instancePath:instancePath+"/tokens/per",parentData:data5,parentDataProperty:"per",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/tokens",schemaPath:"#/properties/tokens/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.concurrent !== undefined){
let data8 = data.concurrent;
if(!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))){
const err22 = {instancePath:instancePath+"/concurrent",schemaPath:"#/properties/concurrent/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data8 == "number") && (isFinite(data8))){
if(data8 > 65536 || isNaN(data8)){
const err23 = {instancePath:instancePath+"/concurrent",schemaPath:"#/properties/concurrent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data8 < 1 || isNaN(data8)){
const err24 = {instancePath:instancePath+"/concurrent",schemaPath:"#/properties/concurrent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate141.errors = vErrors;
return errors === 0;
}
validate141.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate79.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.then === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "then"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema24.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 2048){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern3.test(data0)){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.when !== undefined){
if(!(validate80(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
errors = vErrors.length;
}
}
if(data.then !== undefined){
let data2 = data.then;
if(typeof data2 !== "string"){
const err7 = {instancePath:instancePath+"/then",schemaPath:"#/properties/then/type",keyword:"type",params:{type: schema24.properties.then.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!(((data2 === "allow") || (data2 === "deny")) || (data2 === "review"))){
const err8 = {instancePath:instancePath+"/then",schemaPath:"#/properties/then/enum",keyword:"enum",params:{allowedValues: schema24.properties.then.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.out !== undefined){
if(!(validate107(data.out, {instancePath:instancePath+"/out",parentData:data,parentDataProperty:"out",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.back !== undefined){
if(!(validate107(data.back, {instancePath:instancePath+"/back",parentData:data,parentDataProperty:"back",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.restore !== undefined){
let data5 = data.restore;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(Object.keys(data5).length < 1){
const err9 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data5){
if(!((key1 === "text") || (key1 === "tools"))){
const err10 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data5.text !== undefined){
if(typeof data5.text !== "boolean"){
const err11 = {instancePath:instancePath+"/restore/text",schemaPath:"#/properties/restore/properties/text/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.tools !== undefined){
let data7 = data5.tools;
if(Array.isArray(data7)){
if(data7.length > 1024){
const err12 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data7.length < 1){
const err13 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(data8.length > 2048){
const err14 = {instancePath:instancePath+"/restore/tools/" + i0,schemaPath:"#/properties/restore/properties/tools/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data8.length < 1){
const err15 = {instancePath:instancePath+"/restore/tools/" + i0,schemaPath:"#/properties/restore/properties/tools/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/restore/tools/" + i0,schemaPath:"#/properties/restore/properties/tools/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
let i1 = data7.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data7[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err17 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err18 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.lookAhead !== undefined){
let data9 = data.lookAhead;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (typeof data9 !== "string")){
const err20 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/type",keyword:"type",params:{type: schema24.properties.lookAhead.type}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65536 || isNaN(data9)){
const err21 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err22 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern17.test(data9)){
const err23 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/pattern",keyword:"pattern",params:{pattern: "^sentence$"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data.media !== undefined){
if(!(validate130(data.media, {instancePath:instancePath+"/media",parentData:data,parentDataProperty:"media",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
errors = vErrors.length;
}
}
if(data.review !== undefined){
if(!(validate132(data.review, {instancePath:instancePath+"/review",parentData:data,parentDataProperty:"review",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate132.errors : vErrors.concat(validate132.errors);
errors = vErrors.length;
}
}
if(data.record !== undefined){
let data12 = data.record;
if(typeof data12 !== "string"){
const err24 = {instancePath:instancePath+"/record",schemaPath:"#/properties/record/type",keyword:"type",params:{type: schema24.properties.record.type}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!(((data12 === "metadata") || (data12 === "redacted")) || (data12 === "sealed"))){
const err25 = {instancePath:instancePath+"/record",schemaPath:"#/properties/record/enum",keyword:"enum",params:{allowedValues: schema24.properties.record.enum}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.retain !== undefined){
let data13 = data.retain;
if(typeof data13 === "string"){
if(data13.length > 2048){
const err26 = {instancePath:instancePath+"/retain",schemaPath:"#/properties/retain/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data13.length < 1){
const err27 = {instancePath:instancePath+"/retain",schemaPath:"#/properties/retain/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(!pattern3.test(data13)){
const err28 = {instancePath:instancePath+"/retain",schemaPath:"#/properties/retain/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/retain",schemaPath:"#/properties/retain/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.limits !== undefined){
if(!(validate141(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate141.errors : vErrors.concat(validate141.errors);
errors = vErrors.length;
}
}
if(data.message !== undefined){
let data15 = data.message;
if(typeof data15 === "string"){
if(!pattern23.test(data15)){
const err30 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/pattern",keyword:"pattern",params:{pattern: "^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
validate79.errors = vErrors;
return errors === 0;
}
validate79.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "version") || (key0 === "name")) || (key0 === "auditors")) || (key0 === "operators")) || (key0 === "rules")) || (key0 === "use"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err3 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 2048){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1.length < 1){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern3.test(data1)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.auditors !== undefined){
let data2 = data.auditors;
if(Array.isArray(data2)){
if(data2.length > 8){
const err8 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/maxItems",keyword:"maxItems",params:{limit: 8}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate54(data2[i0], {instancePath:instancePath+"/auditors/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.operators !== undefined){
let data4 = data.operators;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length > 1024){
const err11 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/maxProperties",keyword:"maxProperties",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(Object.keys(data4).length < 1){
const err12 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/minProperties",keyword:"minProperties",params:{limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data4){
const _errs10 = errors;
if(typeof key1 === "string"){
if(!pattern3.test(key1)){
const err13 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"},propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var valid3 = _errs10 === errors;
if(!valid3){
const err14 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/propertyNames",keyword:"propertyNames",params:{propertyName: key1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data4){
if(!(validate56(data4[key2], {instancePath:instancePath+"/operators/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data4,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.rules !== undefined){
let data6 = data.rules;
if(Array.isArray(data6)){
if(data6.length > 10000){
const err16 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/maxItems",keyword:"maxItems",params:{limit: 10000}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data6.length < 1){
const err17 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(!(validate79(data6[i1], {instancePath:instancePath+"/rules/" + i1,parentData:data6,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.use !== undefined){
let data8 = data.use;
if(Array.isArray(data8)){
if(data8.length > 1024){
const err19 = {instancePath:instancePath+"/use",schemaPath:"#/properties/use/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data8.length < 1){
const err20 = {instancePath:instancePath+"/use",schemaPath:"#/properties/use/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 !== "string"){
const err21 = {instancePath:instancePath+"/use/" + i2,schemaPath:"#/properties/use/items/type",keyword:"type",params:{type: schema20.properties.use.items.type}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((((data9 === "safe-harbor") || (data9 === "safe-harbor-tokens")) || (data9 === "limited-data-set")) || (data9 === "minimum-necessary")) || (data9 === "self-hosted"))){
const err22 = {instancePath:instancePath+"/use/" + i2,schemaPath:"#/properties/use/items/enum",keyword:"enum",params:{allowedValues: schema20.properties.use.items.enum}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
let i3 = data8.length;
let j0;
if(i3 > 1){
const indices0 = {};
for(;i3--;){
let item0 = data8[i3];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err23 = {instancePath:instancePath+"/use",schemaPath:"#/properties/use/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j0}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
break;
}
indices0[item0] = i3;
}
}
}
else {
const err24 = {instancePath:instancePath+"/use",schemaPath:"#/properties/use/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const validateSlice = validate146;
const schema33 = {"type":"object","required":["version","name","digest","rules"],"additionalProperties":false,"properties":{"version":{"const":1},"name":{"type":"string","minLength":1,"maxLength":2048,"title":"a name","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"},"digest":{"type":"string","pattern":"^sha256:[0-9a-f]{64}$"},"rules":{"type":"array","maxItems":10000,"items":{"$ref":"#/$defs/sliceRule"}},"auditors":{"type":"array","minItems":1,"maxItems":8,"items":{"$ref":"#/$defs/sliceAuditor"},"title":"a list of 1 to 8 public keys","description":"To whom originals are sealed, where a rule records `sealed`: each of them can open all."}}};
const pattern25 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
const schema34 = {"type":"object","required":["name","effect","operators"],"additionalProperties":false,"properties":{"name":{"type":"string","minLength":1,"maxLength":2048,"title":"a name","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"},"when":{"$ref":"#/$defs/conditions"},"effect":{"type":["string"],"enum":["allow","deny","review"],"title":"one of allow, deny, review"},"operators":{"type":"object","required":["out","back"],"additionalProperties":false,"properties":{"out":{"$ref":"#/$defs/sliceOperators"},"back":{"$ref":"#/$defs/sliceOperators"}}},"lookAhead":{"type":["integer","string"],"minimum":1,"maximum":65536,"pattern":"^sentence$"},"restore":{"type":"object","required":["text","tools"],"additionalProperties":false,"properties":{"text":{"type":"boolean"},"tools":{"type":"array","maxItems":1024,"items":{"type":"string","maxLength":2048}}}},"media":{"$ref":"#/$defs/media"},"review":{"type":"object","required":["groups","quorum","expiresIn","useWithin"],"additionalProperties":false,"properties":{"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a group"}},"quorum":{"type":"integer","minimum":1,"maximum":10,"title":"a whole number from 1 to 10"},"expiresIn":{"type":"integer","minimum":1,"maximum":2592000,"title":"a whole number from 1 to 2592000"},"useWithin":{"type":"integer","minimum":1,"maximum":86400,"title":"a whole number from 1 to 86400"},"stepUp":{"type":"object","required":["maxAge"],"additionalProperties":false,"properties":{"maxAge":{"type":"integer","minimum":1,"maximum":86400,"title":"a whole number from 1 to 86400"},"amr":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of methods","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a method"}}}},"escalate":{"type":"object","required":["after","groups"],"additionalProperties":false,"properties":{"after":{"type":"integer","minimum":1,"maximum":2592000,"title":"a whole number from 1 to 2592000"},"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a group"}}}},"window":{"type":"object","required":["most"],"additionalProperties":false,"properties":{"most":{"type":"integer","minimum":1,"maximum":86400,"title":"a whole number from 1 to 86400"}}},"breakGlass":{"type":"object","required":["groups"],"additionalProperties":false,"properties":{"groups":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"title":"a list of groups","items":{"type":"string","minLength":1,"maxLength":2048,"title":"a group"}}}},"hold":{"type":"integer","minimum":1,"maximum":86400,"title":"a whole number from 1 to 86400"}}},"recording":{"type":["string"],"enum":["metadata","redacted","sealed"],"title":"one of metadata, redacted, sealed"},"retention":{"type":"string","minLength":1,"maxLength":2048,"title":"a name","pattern":"^[a-z0-9][a-z0-9-]{0,62}$"},"limits":{"type":"object","required":[],"additionalProperties":false,"properties":{"bodyBytes":{"type":"integer","minimum":1,"maximum":9007199254740991,"title":"a whole number from 1 to 9007199254740991"},"inputs":{"type":"integer","minimum":1,"maximum":9007199254740991,"title":"a whole number from 1 to 9007199254740991"},"requests":{"type":"object","required":["most","seconds"],"additionalProperties":false,"properties":{"most":{"type":"integer","minimum":1,"maximum":1000000000000,"title":"a whole number from 1 to 1000000000000"},"seconds":{"type":"integer","minimum":1,"maximum":2678400,"title":"a whole number from 1 to 2678400"}}},"tokens":{"type":"object","required":["most","seconds"],"additionalProperties":false,"properties":{"most":{"type":"integer","minimum":1,"maximum":1000000000000,"title":"a whole number from 1 to 1000000000000"},"seconds":{"type":"integer","minimum":1,"maximum":2678400,"title":"a whole number from 1 to 2678400"}}},"concurrent":{"type":"integer","minimum":1,"maximum":65536,"title":"a whole number from 1 to 65536"}}},"message":{"type":"string","pattern":"^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$","title":"one line of at most 200 characters","description":"What refused and waiting callers are told."}}};
const schema35 = {"type":"object","required":["NAME","LOCATION","DATE","AGE_OVER_89","PHONE","FAX","EMAIL","SSN","MRN","HEALTH_PLAN","ACCOUNT","LICENSE","VEHICLE","DEVICE","URL","IP","BIOMETRIC","PHOTO","OTHER_ID"],"additionalProperties":false,"properties":{"NAME":{"$ref":"#/$defs/operator"},"LOCATION":{"$ref":"#/$defs/operator"},"DATE":{"$ref":"#/$defs/operator"},"AGE_OVER_89":{"$ref":"#/$defs/operator"},"PHONE":{"$ref":"#/$defs/operator"},"FAX":{"$ref":"#/$defs/operator"},"EMAIL":{"$ref":"#/$defs/operator"},"SSN":{"$ref":"#/$defs/operator"},"MRN":{"$ref":"#/$defs/operator"},"HEALTH_PLAN":{"$ref":"#/$defs/operator"},"ACCOUNT":{"$ref":"#/$defs/operator"},"LICENSE":{"$ref":"#/$defs/operator"},"VEHICLE":{"$ref":"#/$defs/operator"},"DEVICE":{"$ref":"#/$defs/operator"},"URL":{"$ref":"#/$defs/operator"},"IP":{"$ref":"#/$defs/operator"},"BIOMETRIC":{"$ref":"#/$defs/operator"},"PHOTO":{"$ref":"#/$defs/operator"},"OTHER_ID":{"$ref":"#/$defs/operator"}}};

function validate149(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate149.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.NAME === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "NAME"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.LOCATION === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "LOCATION"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.DATE === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "DATE"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.AGE_OVER_89 === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "AGE_OVER_89"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.PHONE === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "PHONE"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.FAX === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "FAX"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.EMAIL === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "EMAIL"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.SSN === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "SSN"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.MRN === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "MRN"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.HEALTH_PLAN === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "HEALTH_PLAN"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.ACCOUNT === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ACCOUNT"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.LICENSE === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "LICENSE"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.VEHICLE === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "VEHICLE"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.DEVICE === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "DEVICE"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.URL === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "URL"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.IP === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "IP"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.BIOMETRIC === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "BIOMETRIC"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data.PHOTO === undefined){
const err17 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "PHOTO"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data.OTHER_ID === undefined){
const err18 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "OTHER_ID"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema35.properties, key0))){
const err19 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.NAME !== undefined){
if(!(validate57(data.NAME, {instancePath:instancePath+"/NAME",parentData:data,parentDataProperty:"NAME",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LOCATION !== undefined){
if(!(validate57(data.LOCATION, {instancePath:instancePath+"/LOCATION",parentData:data,parentDataProperty:"LOCATION",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DATE !== undefined){
if(!(validate57(data.DATE, {instancePath:instancePath+"/DATE",parentData:data,parentDataProperty:"DATE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.AGE_OVER_89 !== undefined){
if(!(validate57(data.AGE_OVER_89, {instancePath:instancePath+"/AGE_OVER_89",parentData:data,parentDataProperty:"AGE_OVER_89",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHONE !== undefined){
if(!(validate57(data.PHONE, {instancePath:instancePath+"/PHONE",parentData:data,parentDataProperty:"PHONE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.FAX !== undefined){
if(!(validate57(data.FAX, {instancePath:instancePath+"/FAX",parentData:data,parentDataProperty:"FAX",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.EMAIL !== undefined){
if(!(validate57(data.EMAIL, {instancePath:instancePath+"/EMAIL",parentData:data,parentDataProperty:"EMAIL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.SSN !== undefined){
if(!(validate57(data.SSN, {instancePath:instancePath+"/SSN",parentData:data,parentDataProperty:"SSN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.MRN !== undefined){
if(!(validate57(data.MRN, {instancePath:instancePath+"/MRN",parentData:data,parentDataProperty:"MRN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.HEALTH_PLAN !== undefined){
if(!(validate57(data.HEALTH_PLAN, {instancePath:instancePath+"/HEALTH_PLAN",parentData:data,parentDataProperty:"HEALTH_PLAN",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.ACCOUNT !== undefined){
if(!(validate57(data.ACCOUNT, {instancePath:instancePath+"/ACCOUNT",parentData:data,parentDataProperty:"ACCOUNT",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.LICENSE !== undefined){
if(!(validate57(data.LICENSE, {instancePath:instancePath+"/LICENSE",parentData:data,parentDataProperty:"LICENSE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.VEHICLE !== undefined){
if(!(validate57(data.VEHICLE, {instancePath:instancePath+"/VEHICLE",parentData:data,parentDataProperty:"VEHICLE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.DEVICE !== undefined){
if(!(validate57(data.DEVICE, {instancePath:instancePath+"/DEVICE",parentData:data,parentDataProperty:"DEVICE",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.URL !== undefined){
if(!(validate57(data.URL, {instancePath:instancePath+"/URL",parentData:data,parentDataProperty:"URL",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.IP !== undefined){
if(!(validate57(data.IP, {instancePath:instancePath+"/IP",parentData:data,parentDataProperty:"IP",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.BIOMETRIC !== undefined){
if(!(validate57(data.BIOMETRIC, {instancePath:instancePath+"/BIOMETRIC",parentData:data,parentDataProperty:"BIOMETRIC",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.PHOTO !== undefined){
if(!(validate57(data.PHOTO, {instancePath:instancePath+"/PHOTO",parentData:data,parentDataProperty:"PHOTO",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
if(data.OTHER_ID !== undefined){
if(!(validate57(data.OTHER_ID, {instancePath:instancePath+"/OTHER_ID",parentData:data,parentDataProperty:"OTHER_ID",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate149.errors = vErrors;
return errors === 0;
}
validate149.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate147(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate147.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.effect === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "effect"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.operators === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "operators"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema34.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 2048){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data0.length < 1){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!pattern3.test(data0)){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.when !== undefined){
if(!(validate80(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
errors = vErrors.length;
}
}
if(data.effect !== undefined){
let data2 = data.effect;
if(typeof data2 !== "string"){
const err8 = {instancePath:instancePath+"/effect",schemaPath:"#/properties/effect/type",keyword:"type",params:{type: schema34.properties.effect.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(((data2 === "allow") || (data2 === "deny")) || (data2 === "review"))){
const err9 = {instancePath:instancePath+"/effect",schemaPath:"#/properties/effect/enum",keyword:"enum",params:{allowedValues: schema34.properties.effect.enum}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.operators !== undefined){
let data3 = data.operators;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.out === undefined){
const err10 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/required",keyword:"required",params:{missingProperty: "out"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.back === undefined){
const err11 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/required",keyword:"required",params:{missingProperty: "back"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "out") || (key1 === "back"))){
const err12 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data3.out !== undefined){
if(!(validate149(data3.out, {instancePath:instancePath+"/operators/out",parentData:data3,parentDataProperty:"out",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors);
errors = vErrors.length;
}
}
if(data3.back !== undefined){
if(!(validate149(data3.back, {instancePath:instancePath+"/operators/back",parentData:data3,parentDataProperty:"back",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/operators",schemaPath:"#/properties/operators/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.lookAhead !== undefined){
let data6 = data.lookAhead;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (typeof data6 !== "string")){
const err14 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/type",keyword:"type",params:{type: schema34.properties.lookAhead.type}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 65536 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(typeof data6 === "string"){
if(!pattern17.test(data6)){
const err17 = {instancePath:instancePath+"/lookAhead",schemaPath:"#/properties/lookAhead/pattern",keyword:"pattern",params:{pattern: "^sentence$"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data.restore !== undefined){
let data7 = data.restore;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.text === undefined){
const err18 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7.tools === undefined){
const err19 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/required",keyword:"required",params:{missingProperty: "tools"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key2 in data7){
if(!((key2 === "text") || (key2 === "tools"))){
const err20 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data7.text !== undefined){
if(typeof data7.text !== "boolean"){
const err21 = {instancePath:instancePath+"/restore/text",schemaPath:"#/properties/restore/properties/text/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data7.tools !== undefined){
let data9 = data7.tools;
if(Array.isArray(data9)){
if(data9.length > 1024){
const err22 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(data10.length > 2048){
const err23 = {instancePath:instancePath+"/restore/tools/" + i0,schemaPath:"#/properties/restore/properties/tools/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/restore/tools/" + i0,schemaPath:"#/properties/restore/properties/tools/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/restore/tools",schemaPath:"#/properties/restore/properties/tools/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/restore",schemaPath:"#/properties/restore/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.media !== undefined){
if(!(validate130(data.media, {instancePath:instancePath+"/media",parentData:data,parentDataProperty:"media",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
errors = vErrors.length;
}
}
if(data.review !== undefined){
let data12 = data.review;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.groups === undefined){
const err27 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data12.quorum === undefined){
const err28 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/required",keyword:"required",params:{missingProperty: "quorum"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data12.expiresIn === undefined){
const err29 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/required",keyword:"required",params:{missingProperty: "expiresIn"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data12.useWithin === undefined){
const err30 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/required",keyword:"required",params:{missingProperty: "useWithin"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key3 in data12){
if(!(func1.call(schema34.properties.review.properties, key3))){
const err31 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data12.groups !== undefined){
let data13 = data12.groups;
if(Array.isArray(data13)){
if(data13.length > 1024){
const err32 = {instancePath:instancePath+"/review/groups",schemaPath:"#/properties/review/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data13.length < 1){
const err33 = {instancePath:instancePath+"/review/groups",schemaPath:"#/properties/review/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
let data14 = data13[i1];
if(typeof data14 === "string"){
if(data14.length > 2048){
const err34 = {instancePath:instancePath+"/review/groups/" + i1,schemaPath:"#/properties/review/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(data14.length < 1){
const err35 = {instancePath:instancePath+"/review/groups/" + i1,schemaPath:"#/properties/review/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
else {
const err36 = {instancePath:instancePath+"/review/groups/" + i1,schemaPath:"#/properties/review/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
let i2 = data13.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data13[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err37 = {instancePath:instancePath+"/review/groups",schemaPath:"#/properties/review/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err38 = {instancePath:instancePath+"/review/groups",schemaPath:"#/properties/review/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data12.quorum !== undefined){
let data15 = data12.quorum;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err39 = {instancePath:instancePath+"/review/quorum",schemaPath:"#/properties/review/properties/quorum/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 10 || isNaN(data15)){
const err40 = {instancePath:instancePath+"/review/quorum",schemaPath:"#/properties/review/properties/quorum/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(data15 < 1 || isNaN(data15)){
const err41 = {instancePath:instancePath+"/review/quorum",schemaPath:"#/properties/review/properties/quorum/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
if(data12.expiresIn !== undefined){
let data16 = data12.expiresIn;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err42 = {instancePath:instancePath+"/review/expiresIn",schemaPath:"#/properties/review/properties/expiresIn/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 2592000 || isNaN(data16)){
const err43 = {instancePath:instancePath+"/review/expiresIn",schemaPath:"#/properties/review/properties/expiresIn/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2592000}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data16 < 1 || isNaN(data16)){
const err44 = {instancePath:instancePath+"/review/expiresIn",schemaPath:"#/properties/review/properties/expiresIn/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
if(data12.useWithin !== undefined){
let data17 = data12.useWithin;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err45 = {instancePath:instancePath+"/review/useWithin",schemaPath:"#/properties/review/properties/useWithin/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 86400 || isNaN(data17)){
const err46 = {instancePath:instancePath+"/review/useWithin",schemaPath:"#/properties/review/properties/useWithin/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data17 < 1 || isNaN(data17)){
const err47 = {instancePath:instancePath+"/review/useWithin",schemaPath:"#/properties/review/properties/useWithin/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
if(data12.stepUp !== undefined){
let data18 = data12.stepUp;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.maxAge === undefined){
const err48 = {instancePath:instancePath+"/review/stepUp",schemaPath:"#/properties/review/properties/stepUp/required",keyword:"required",params:{missingProperty: "maxAge"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key4 in data18){
if(!((key4 === "maxAge") || (key4 === "amr"))){
const err49 = {instancePath:instancePath+"/review/stepUp",schemaPath:"#/properties/review/properties/stepUp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data18.maxAge !== undefined){
let data19 = data18.maxAge;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err50 = {instancePath:instancePath+"/review/stepUp/maxAge",schemaPath:"#/properties/review/properties/stepUp/properties/maxAge/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 86400 || isNaN(data19)){
const err51 = {instancePath:instancePath+"/review/stepUp/maxAge",schemaPath:"#/properties/review/properties/stepUp/properties/maxAge/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data19 < 1 || isNaN(data19)){
const err52 = {instancePath:instancePath+"/review/stepUp/maxAge",schemaPath:"#/properties/review/properties/stepUp/properties/maxAge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data18.amr !== undefined){
let data20 = data18.amr;
if(Array.isArray(data20)){
if(data20.length > 1024){
const err53 = {instancePath:instancePath+"/review/stepUp/amr",schemaPath:"#/properties/review/properties/stepUp/properties/amr/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data20.length < 1){
const err54 = {instancePath:instancePath+"/review/stepUp/amr",schemaPath:"#/properties/review/properties/stepUp/properties/amr/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
const len2 = data20.length;
for(let i3=0; i3<len2; i3++){
let data21 = data20[i3];
if(typeof data21 === "string"){
if(data21.length > 2048){
const err55 = {instancePath:instancePath+"/review/stepUp/amr/" + i3,schemaPath:"#/properties/review/properties/stepUp/properties/amr/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data21.length < 1){
const err56 = {instancePath:instancePath+"/review/stepUp/amr/" + i3,schemaPath:"#/properties/review/properties/stepUp/properties/amr/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/review/stepUp/amr/" + i3,schemaPath:"#/properties/review/properties/stepUp/properties/amr/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
let i4 = data20.length;
let j1;
if(i4 > 1){
const indices1 = {};
for(;i4--;){
let item1 = data20[i4];
if(typeof item1 !== "string"){
continue;
}
if(typeof indices1[item1] == "number"){
j1 = indices1[item1];
const err58 = {instancePath:instancePath+"/review/stepUp/amr",schemaPath:"#/properties/review/properties/stepUp/properties/amr/uniqueItems",keyword:"uniqueItems",params:{i: i4, j: j1}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
break;
}
indices1[item1] = i4;
}
}
}
else {
const err59 = {instancePath:instancePath+"/review/stepUp/amr",schemaPath:"#/properties/review/properties/stepUp/properties/amr/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/review/stepUp",schemaPath:"#/properties/review/properties/stepUp/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data12.escalate !== undefined){
let data22 = data12.escalate;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.after === undefined){
const err61 = {instancePath:instancePath+"/review/escalate",schemaPath:"#/properties/review/properties/escalate/required",keyword:"required",params:{missingProperty: "after"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data22.groups === undefined){
const err62 = {instancePath:instancePath+"/review/escalate",schemaPath:"#/properties/review/properties/escalate/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
for(const key5 in data22){
if(!((key5 === "after") || (key5 === "groups"))){
const err63 = {instancePath:instancePath+"/review/escalate",schemaPath:"#/properties/review/properties/escalate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data22.after !== undefined){
let data23 = data22.after;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err64 = {instancePath:instancePath+"/review/escalate/after",schemaPath:"#/properties/review/properties/escalate/properties/after/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 2592000 || isNaN(data23)){
const err65 = {instancePath:instancePath+"/review/escalate/after",schemaPath:"#/properties/review/properties/escalate/properties/after/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2592000}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data23 < 1 || isNaN(data23)){
const err66 = {instancePath:instancePath+"/review/escalate/after",schemaPath:"#/properties/review/properties/escalate/properties/after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data22.groups !== undefined){
let data24 = data22.groups;
if(Array.isArray(data24)){
if(data24.length > 1024){
const err67 = {instancePath:instancePath+"/review/escalate/groups",schemaPath:"#/properties/review/properties/escalate/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(data24.length < 1){
const err68 = {instancePath:instancePath+"/review/escalate/groups",schemaPath:"#/properties/review/properties/escalate/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
const len3 = data24.length;
for(let i5=0; i5<len3; i5++){
let data25 = data24[i5];
if(typeof data25 === "string"){
if(data25.length > 2048){
const err69 = {instancePath:instancePath+"/review/escalate/groups/" + i5,schemaPath:"#/properties/review/properties/escalate/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data25.length < 1){
const err70 = {instancePath:instancePath+"/review/escalate/groups/" + i5,schemaPath:"#/properties/review/properties/escalate/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/review/escalate/groups/" + i5,schemaPath:"#/properties/review/properties/escalate/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
let i6 = data24.length;
let j2;
if(i6 > 1){
const indices2 = {};
for(;i6--;){
let item2 = data24[i6];
if(typeof item2 !== "string"){
continue;
}
if(typeof indices2[item2] == "number"){
j2 = indices2[item2];
const err72 = {instancePath:instancePath+"/review/escalate/groups",schemaPath:"#/properties/review/properties/escalate/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
break;
}
indices2[item2] = i6;
}
}
}
else {
const err73 = {instancePath:instancePath+"/review/escalate/groups",schemaPath:"#/properties/review/properties/escalate/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
else {
const err74 = {instancePath:instancePath+"/review/escalate",schemaPath:"#/properties/review/properties/escalate/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data12.window !== undefined){
let data26 = data12.window;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.most === undefined){
const err75 = {instancePath:instancePath+"/review/window",schemaPath:"#/properties/review/properties/window/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
for(const key6 in data26){
if(!(key6 === "most")){
const err76 = {instancePath:instancePath+"/review/window",schemaPath:"#/properties/review/properties/window/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data26.most !== undefined){
let data27 = data26.most;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err77 = {instancePath:instancePath+"/review/window/most",schemaPath:"#/properties/review/properties/window/properties/most/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 > 86400 || isNaN(data27)){
const err78 = {instancePath:instancePath+"/review/window/most",schemaPath:"#/properties/review/properties/window/properties/most/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data27 < 1 || isNaN(data27)){
const err79 = {instancePath:instancePath+"/review/window/most",schemaPath:"#/properties/review/properties/window/properties/most/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
}
else {
const err80 = {instancePath:instancePath+"/review/window",schemaPath:"#/properties/review/properties/window/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data12.breakGlass !== undefined){
let data28 = data12.breakGlass;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.groups === undefined){
const err81 = {instancePath:instancePath+"/review/breakGlass",schemaPath:"#/properties/review/properties/breakGlass/required",keyword:"required",params:{missingProperty: "groups"}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
for(const key7 in data28){
if(!(key7 === "groups")){
const err82 = {instancePath:instancePath+"/review/breakGlass",schemaPath:"#/properties/review/properties/breakGlass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data28.groups !== undefined){
let data29 = data28.groups;
if(Array.isArray(data29)){
if(data29.length > 1024){
const err83 = {instancePath:instancePath+"/review/breakGlass/groups",schemaPath:"#/properties/review/properties/breakGlass/properties/groups/maxItems",keyword:"maxItems",params:{limit: 1024}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if(data29.length < 1){
const err84 = {instancePath:instancePath+"/review/breakGlass/groups",schemaPath:"#/properties/review/properties/breakGlass/properties/groups/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
const len4 = data29.length;
for(let i7=0; i7<len4; i7++){
let data30 = data29[i7];
if(typeof data30 === "string"){
if(data30.length > 2048){
const err85 = {instancePath:instancePath+"/review/breakGlass/groups/" + i7,schemaPath:"#/properties/review/properties/breakGlass/properties/groups/items/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data30.length < 1){
const err86 = {instancePath:instancePath+"/review/breakGlass/groups/" + i7,schemaPath:"#/properties/review/properties/breakGlass/properties/groups/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/review/breakGlass/groups/" + i7,schemaPath:"#/properties/review/properties/breakGlass/properties/groups/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
let i8 = data29.length;
let j3;
if(i8 > 1){
const indices3 = {};
for(;i8--;){
let item3 = data29[i8];
if(typeof item3 !== "string"){
continue;
}
if(typeof indices3[item3] == "number"){
j3 = indices3[item3];
const err88 = {instancePath:instancePath+"/review/breakGlass/groups",schemaPath:"#/properties/review/properties/breakGlass/properties/groups/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j3}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
break;
}
indices3[item3] = i8;
}
}
}
else {
const err89 = {instancePath:instancePath+"/review/breakGlass/groups",schemaPath:"#/properties/review/properties/breakGlass/properties/groups/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/review/breakGlass",schemaPath:"#/properties/review/properties/breakGlass/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
if(data12.hold !== undefined){
let data31 = data12.hold;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err91 = {instancePath:instancePath+"/review/hold",schemaPath:"#/properties/review/properties/hold/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 86400 || isNaN(data31)){
const err92 = {instancePath:instancePath+"/review/hold",schemaPath:"#/properties/review/properties/hold/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data31 < 1 || isNaN(data31)){
const err93 = {instancePath:instancePath+"/review/hold",schemaPath:"#/properties/review/properties/hold/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
}
else {
const err94 = {instancePath:instancePath+"/review",schemaPath:"#/properties/review/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data.recording !== undefined){
let data32 = data.recording;
if(typeof data32 !== "string"){
const err95 = {instancePath:instancePath+"/recording",schemaPath:"#/properties/recording/type",keyword:"type",params:{type: schema34.properties.recording.type}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(!(((data32 === "metadata") || (data32 === "redacted")) || (data32 === "sealed"))){
const err96 = {instancePath:instancePath+"/recording",schemaPath:"#/properties/recording/enum",keyword:"enum",params:{allowedValues: schema34.properties.recording.enum}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data.retention !== undefined){
let data33 = data.retention;
if(typeof data33 === "string"){
if(data33.length > 2048){
const err97 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
if(data33.length < 1){
const err98 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if(!pattern3.test(data33)){
const err99 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/retention",schemaPath:"#/properties/retention/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.limits !== undefined){
let data34 = data.limits;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key8 in data34){
if(!(((((key8 === "bodyBytes") || (key8 === "inputs")) || (key8 === "requests")) || (key8 === "tokens")) || (key8 === "concurrent"))){
const err101 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data34.bodyBytes !== undefined){
let data35 = data34.bodyBytes;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
const err102 = {instancePath:instancePath+"/limits/bodyBytes",schemaPath:"#/properties/limits/properties/bodyBytes/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 9007199254740991 || isNaN(data35)){
const err103 = {instancePath:instancePath+"/limits/bodyBytes",schemaPath:"#/properties/limits/properties/bodyBytes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data35 < 1 || isNaN(data35)){
const err104 = {instancePath:instancePath+"/limits/bodyBytes",schemaPath:"#/properties/limits/properties/bodyBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
if(data34.inputs !== undefined){
let data36 = data34.inputs;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err105 = {instancePath:instancePath+"/limits/inputs",schemaPath:"#/properties/limits/properties/inputs/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 9007199254740991 || isNaN(data36)){
const err106 = {instancePath:instancePath+"/limits/inputs",schemaPath:"#/properties/limits/properties/inputs/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if(data36 < 1 || isNaN(data36)){
const err107 = {instancePath:instancePath+"/limits/inputs",schemaPath:"#/properties/limits/properties/inputs/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
if(data34.requests !== undefined){
let data37 = data34.requests;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.most === undefined){
const err108 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if(data37.seconds === undefined){
const err109 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/required",keyword:"required",params:{missingProperty: "seconds"}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
for(const key9 in data37){
if(!((key9 === "most") || (key9 === "seconds"))){
const err110 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data37.most !== undefined){
let data38 = data37.most;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err111 = {instancePath:instancePath+"/limits/requests/most",schemaPath:"#/properties/limits/properties/requests/properties/most/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 > 1000000000000 || isNaN(data38)){
const err112 = {instancePath:instancePath+"/limits/requests/most",schemaPath:"#/properties/limits/properties/requests/properties/most/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000000}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data38 < 1 || isNaN(data38)){
const err113 = {instancePath:instancePath+"/limits/requests/most",schemaPath:"#/properties/limits/properties/requests/properties/most/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
if(data37.seconds !== undefined){
let data39 = data37.seconds;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err114 = {instancePath:instancePath+"/limits/requests/seconds",schemaPath:"#/properties/limits/properties/requests/properties/seconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 2678400 || isNaN(data39)){
const err115 = {instancePath:instancePath+"/limits/requests/seconds",schemaPath:"#/properties/limits/properties/requests/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(data39 < 1 || isNaN(data39)){
const err116 = {instancePath:instancePath+"/limits/requests/seconds",schemaPath:"#/properties/limits/properties/requests/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
}
else {
const err117 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
if(data34.tokens !== undefined){
let data40 = data34.tokens;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.most === undefined){
const err118 = {instancePath:instancePath+"/limits/tokens",schemaPath:"#/properties/limits/properties/tokens/required",keyword:"required",params:{missingProperty: "most"}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
if(data40.seconds === undefined){
const err119 = {instancePath:instancePath+"/limits/tokens",schemaPath:"#/properties/limits/properties/tokens/required",keyword:"required",params:{missingProperty: "seconds"}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
for(const key10 in data40){
if(!((key10 === "most") || (key10 === "seconds"))){
const err120 = {instancePath:instancePath+"/limits/tokens",schemaPath:"#/properties/limits/properties/tokens/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data40.most !== undefined){
let data41 = data40.most;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err121 = {instancePath:instancePath+"/limits/tokens/most",schemaPath:"#/properties/limits/properties/tokens/properties/most/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 1000000000000 || isNaN(data41)){
const err122 = {instancePath:instancePath+"/limits/tokens/most",schemaPath:"#/properties/limits/properties/tokens/properties/most/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000000000}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
if(data41 < 1 || isNaN(data41)){
const err123 = {instancePath:instancePath+"/limits/tokens/most",schemaPath:"#/properties/limits/properties/tokens/properties/most/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
if(data40.seconds !== undefined){
let data42 = data40.seconds;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err124 = {instancePath:instancePath+"/limits/tokens/seconds",schemaPath:"#/properties/limits/properties/tokens/properties/seconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 2678400 || isNaN(data42)){
const err125 = {instancePath:instancePath+"/limits/tokens/seconds",schemaPath:"#/properties/limits/properties/tokens/properties/seconds/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2678400}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
if(data42 < 1 || isNaN(data42)){
const err126 = {instancePath:instancePath+"/limits/tokens/seconds",schemaPath:"#/properties/limits/properties/tokens/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
}
else {
const err127 = {instancePath:instancePath+"/limits/tokens",schemaPath:"#/properties/limits/properties/tokens/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
if(data34.concurrent !== undefined){
let data43 = data34.concurrent;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err128 = {instancePath:instancePath+"/limits/concurrent",schemaPath:"#/properties/limits/properties/concurrent/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 65536 || isNaN(data43)){
const err129 = {instancePath:instancePath+"/limits/concurrent",schemaPath:"#/properties/limits/properties/concurrent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if(data43 < 1 || isNaN(data43)){
const err130 = {instancePath:instancePath+"/limits/concurrent",schemaPath:"#/properties/limits/properties/concurrent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
}
}
}
else {
const err131 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
if(data.message !== undefined){
let data44 = data.message;
if(typeof data44 === "string"){
if(!pattern23.test(data44)){
const err132 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/pattern",keyword:"pattern",params:{pattern: "^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,200}$"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
}
else {
const err133 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
}
}
else {
const err134 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
validate147.errors = vErrors;
return errors === 0;
}
validate147.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema36 = {"type":"object","required":["kty","crv","x","y","kid"],"additionalProperties":false,"properties":{"kty":{"const":"EC","title":"EC"},"crv":{"const":"P-256","title":"P-256"},"x":{"type":"string","minLength":1,"maxLength":2048,"title":"a coordinate: 32 bytes in base64url","pattern":"^[A-Za-z0-9_-]{43}$"},"y":{"type":"string","minLength":1,"maxLength":2048,"title":"a coordinate: 32 bytes in base64url","pattern":"^[A-Za-z0-9_-]{43}$"},"kid":{"type":"string","minLength":1,"maxLength":2048,"title":"a name of 1 to 128 letters, digits and . _ : @ = + / ~ -","pattern":"^[A-Za-z0-9._:@=+/~-]{1,128}$","description":"By which its holder finds what is for them."}}};

function validate173(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate173.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kty === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kty"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.crv === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "crv"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.x === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "x"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.y === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "y"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.kid === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kid"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "kty") || (key0 === "crv")) || (key0 === "x")) || (key0 === "y")) || (key0 === "kid"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kty !== undefined){
if("EC" !== data.kty){
const err6 = {instancePath:instancePath+"/kty",schemaPath:"#/properties/kty/const",keyword:"const",params:{allowedValue: "EC"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.crv !== undefined){
if("P-256" !== data.crv){
const err7 = {instancePath:instancePath+"/crv",schemaPath:"#/properties/crv/const",keyword:"const",params:{allowedValue: "P-256"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.x !== undefined){
let data2 = data.x;
if(typeof data2 === "string"){
if(data2.length > 2048){
const err8 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern4.test(data2)){
const err10 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{43}$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/x",schemaPath:"#/properties/x/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.y !== undefined){
let data3 = data.y;
if(typeof data3 === "string"){
if(data3.length > 2048){
const err12 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3.length < 1){
const err13 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern4.test(data3)){
const err14 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]{43}$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/y",schemaPath:"#/properties/y/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.kid !== undefined){
let data4 = data.kid;
if(typeof data4 === "string"){
if(data4.length > 2048){
const err16 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data4.length < 1){
const err17 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!pattern6.test(data4)){
const err18 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9._:@=+/~-]{1,128}$"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/kid",schemaPath:"#/properties/kid/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate173.errors = vErrors;
return errors === 0;
}
validate173.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate146(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate146.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.digest === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "digest"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.rules === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rules"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "version") || (key0 === "name")) || (key0 === "digest")) || (key0 === "rules")) || (key0 === "auditors"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length > 2048){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 2048}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern3.test(data1)){
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]{0,62}$"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.digest !== undefined){
let data2 = data.digest;
if(typeof data2 === "string"){
if(!pattern25.test(data2)){
const err10 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/pattern",keyword:"pattern",params:{pattern: "^sha256:[0-9a-f]{64}$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/digest",schemaPath:"#/properties/digest/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.rules !== undefined){
let data3 = data.rules;
if(Array.isArray(data3)){
if(data3.length > 10000){
const err12 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/maxItems",keyword:"maxItems",params:{limit: 10000}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate147(data3[i0], {instancePath:instancePath+"/rules/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate147.errors : vErrors.concat(validate147.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.auditors !== undefined){
let data5 = data.auditors;
if(Array.isArray(data5)){
if(data5.length > 8){
const err14 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/maxItems",keyword:"maxItems",params:{limit: 8}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data5.length < 1){
const err15 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate173(data5[i1], {instancePath:instancePath+"/auditors/" + i1,parentData:data5,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate173.errors : vErrors.concat(validate173.errors);
errors = vErrors.length;
}
}
}
else {
const err16 = {instancePath:instancePath+"/auditors",schemaPath:"#/properties/auditors/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate146.errors = vErrors;
return errors === 0;
}
validate146.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

