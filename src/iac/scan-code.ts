import { readTemplates } from './arm/read-templates.ts';
import type { BicepCompiler } from './compiler/bicep-compiler.ts';
import { readDocuments } from './documents/read-documents.ts';
import type { FolderFiles } from './folder/folder-files.ts';
import type { ClusterClaim } from './judge/claim.ts';
import type { NotRead } from './judge/finding.ts';
import { type LineFinding, mergeFindings } from './merge-findings.ts';
import type { Parsers } from './syntax/grammars.ts';
import { readTerraform } from './terraform/read-terraform.ts';

/** What a folder's code says about clusters. */
export interface CodeReading {
  readonly findings: readonly LineFinding[];
  /** Clusters that are declared with another network, so that nothing is found about them. */
  readonly others: readonly ClusterClaim[];
  readonly notRead: readonly NotRead[];
}

/**
 * Everything a folder's code says about kubenet clusters.
 * @param compiler for what the source of Bicep files leaves open; undefined for none
 */
export function scanCode(files: FolderFiles, parsers: Parsers, compiler?: BicepCompiler): CodeReading {
  const documents = readDocuments(files, parsers);
  const readings = [
    readTerraform(files, parsers.terraform),
    readTemplates(files, parsers.bicep, documents.deployed, compiler),
    documents,
  ];
  const findings = readings.flatMap((reading) => reading.findings);
  return {
    findings: mergeFindings(findings),
    others: findings.flatMap(({ verdict, cluster }) =>
      verdict === 'other-network' && cluster !== undefined ? [cluster] : [],
    ),
    notRead: readings.flatMap(({ notRead }) => notRead),
  };
}
