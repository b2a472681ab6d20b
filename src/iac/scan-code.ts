import { readTemplates } from './arm/read-templates.ts';
import { readDocuments } from './documents/read-documents.ts';
import type { FolderFiles } from './folder/folder-files.ts';
import type { Reading } from './judge/finding.ts';
import { mergeFindings } from './merge-findings.ts';
import type { Parsers } from './syntax/grammars.ts';
import { readTerraform } from './terraform/read-terraform.ts';

/** Everything a folder's code says about kubenet clusters. */
export function scanCode(files: FolderFiles, parsers: Parsers): Reading {
  const readings = [
    readTerraform(files, parsers.terraform),
    readTemplates(files, parsers.bicep),
    readDocuments(files, parsers),
  ];
  return {
    findings: mergeFindings(readings.flatMap(({ findings }) => findings)),
    notRead: readings.flatMap(({ notRead }) => notRead),
  };
}
