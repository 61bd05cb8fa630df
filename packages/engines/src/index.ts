export { type AzurePhiClient, type AzurePhiOptions, azurePhi } from './azure/azure-phi.ts';
export { type AzurePhiConnection, connectAzurePhi } from './azure/connect-azure-phi.ts';
export type { Category, CategoryTable } from './category.ts';
export {
  type ComprehendMedicalClient,
  type ComprehendMedicalOptions,
  comprehendMedical,
} from './comprehend/comprehend-medical.ts';
export { type ComprehendMedicalConnection, connectComprehendMedical } from './comprehend/connect-comprehend-medical.ts';
export type { EngineLimits } from './create-engine.ts';
export { type OnnxOptions, onnx } from './onnx/onnx.ts';
export { type PresidioOptions, presidio } from './presidio/presidio.ts';
