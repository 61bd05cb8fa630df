import { resolve } from 'node:path';
import type { GroupsConfig, IssuerConfig } from './issuer-config.ts';
import type { SamlIssuerConfig } from './saml-config.ts';

/** An issuer with its paths absolute, taken from `folder`. */
export function completeIssuer(one: IssuerConfig, folder: string): IssuerConfig {
  const { caFile, groups } = one;
  return {
    ...one,
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
    ...(groups === undefined ? {} : { groups: completeGroups(groups, folder) }),
  };
}

/** A SAML issuer with its paths absolute, taken from `folder`. */
export function completeSamlIssuer(one: SamlIssuerConfig, folder: string): SamlIssuerConfig {
  return { ...one, certificateFiles: one.certificateFiles.map((file) => resolve(folder, file)) };
}

function completeGroups(groups: GroupsConfig, folder: string): GroupsConfig {
  if (groups.overage === undefined) return groups;
  const { graph } = groups.overage;
  const { caFile, certificate } = graph;
  const complete = {
    ...graph,
    ...(caFile === undefined ? {} : { caFile: resolve(folder, caFile) }),
    ...(certificate === undefined ? {} : { certificate: { ...certificate, file: resolve(folder, certificate.file) } }),
  };
  return { ...groups, overage: { graph: complete } };
}
