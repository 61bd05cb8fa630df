/** What every engine may be told. */
interface EngineConfig {
  /** Milliseconds one request may take. Default 10,000. */
  readonly timeoutMs: number;
  /** Findings less certain than this, from 0 to 1, are let go. Default: what the engine takes. */
  readonly minScore?: number;
}

/** A Presidio analyzer. */
export interface PresidioConfig extends EngineConfig {
  /** Without `/analyze`. */
  readonly url: string;
  /** Default `false`. */
  readonly insecureHttp: boolean;
  /** Default `en`. */
  readonly language: string;
  /** The only entities to look for, by Presidio's names; all when absent. */
  readonly entities?: readonly string[];
}

/** A resource of Azure AI Language. */
export interface AzurePhiConfig extends EngineConfig {
  readonly endpoint: string;
  /** The name of the sealed secret that is its key. */
  readonly secret: string;
  /** Default `en`. */
  readonly language: string;
}

/** Amazon Comprehend Medical, with the credentials that AWS clients find by themselves. */
export interface ComprehendMedicalConfig extends EngineConfig {
  readonly region: string;
  /** The region's own when absent. */
  readonly endpoint?: string;
}

/** A token classifier on this machine. */
export interface OnnxConfig extends EngineConfig {
  /** Absolute: the folder of the model. */
  readonly model: string;
  /** Default `fp32`. */
  readonly dtype: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4';
}

/** The detectors that look beside Sallyport's own; at least one. */
export interface EnginesConfig {
  /** What the failure of one means: `refuse`, the default, or `dangerouslyIgnore`, which is recorded as an `opt_out`. */
  readonly onFailure: 'refuse' | 'dangerouslyIgnore';
  readonly presidio?: PresidioConfig;
  readonly azurePhi?: AzurePhiConfig;
  readonly comprehendMedical?: ComprehendMedicalConfig;
  readonly onnx?: OnnxConfig;
}
