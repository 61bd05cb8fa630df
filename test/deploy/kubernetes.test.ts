import { Deployment } from 'kubernetes-models/apps/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ClusterRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import { Namespace, Service, ServiceAccount } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDeploy, readManifests } from './deploy-folder.ts';
import { loadDeployed } from './load-deployed.ts';

/** Each kind with the schema that Kubernetes publishes for it. */
const KINDS = {
  ClusterRoleBinding,
  Deployment,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

const documents = await readManifests();
const deployment = documents.find(({ value }) => value.kind === 'Deployment')?.value as unknown as {
  spec: { template: { metadata: { labels: object }; spec: Pod } };
};

interface Pod {
  readonly securityContext: object;
  readonly containers: readonly [Readonly<Record<string, unknown>>];
  readonly volumes: readonly { readonly name: string }[];
}

function validate(value: Readonly<Record<string, unknown>>): void {
  const Kind = KINDS[value.kind as keyof typeof KINDS];
  new Kind(value as never).validate();
}

describe('the Kubernetes manifests', () => {
  it.each(documents.map(({ file, value }) => [file, value] as const))('%s fits the schema of its kind', (_, value) => {
    expect(() => validate(value)).not.toThrow();
  });

  it('are held to a schema that can refuse', () => {
    const spoilt = { ...deployment, spec: { ...deployment.spec, replicas: 'two' } };
    expect(() => validate(spoilt)).toThrow();
  });

  it('are all listed in the kustomization', async () => {
    const { resources } = parse(await readDeploy('kubernetes', 'kustomization.yaml')) as { resources: string[] };
    expect([...resources].sort()).toEqual(documents.map(({ file }) => file));
  });

  it('run as nobody, on a tree that is read-only, without a privilege', () => {
    const { securityContext, containers } = deployment.spec.template.spec;
    expect(securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('mount nothing that is not there, and probe what the companion answers', () => {
    const { containers, volumes } = deployment.spec.template.spec;
    const [{ volumeMounts, startupProbe, readinessProbe, livenessProbe }] = containers;
    const mounted = (volumeMounts as readonly { name: string }[]).map(({ name }) => name);
    expect(mounted.sort()).toEqual(volumes.map(({ name }) => name).sort());
    const paths = [startupProbe, readinessProbe, livenessProbe].map((probe) => (probe as Probe).httpGet.path);
    expect(paths).toEqual(['/readyz', '/readyz', '/healthz']);
  });

  it('let in only namespaces that say so, and out to no metadata service', () => {
    const policy = documents.find(({ value }) => value.kind === 'NetworkPolicy')?.value.spec as Policy;
    expect(policy.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(policy.podSelector.matchLabels).toEqual(deployment.spec.template.metadata.labels);
    expect(policy.ingress).toHaveLength(1);
    expect(policy.ingress[0]?.from).toHaveLength(1);
    const blocks = policy.egress.flatMap(({ to }) => to).filter((peer) => 'ipBlock' in peer);
    expect(blocks).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } }]);
  });

  it('carry a configuration that the companion takes', async () => {
    const config = await loadDeployed('kubernetes/sallyport.yaml');
    expect(config.connections.map(({ name }) => name)).toEqual(['openai']);
  });
});

interface Probe {
  readonly httpGet: { readonly path: string };
}

interface Policy {
  readonly policyTypes: readonly string[];
  readonly podSelector: { readonly matchLabels: object };
  readonly ingress: readonly { readonly from: readonly object[] }[];
  readonly egress: readonly { readonly to: readonly object[] }[];
}
