import { execFile } from 'node:child_process';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { auditedFolder } from '../../audit/audit-azure.ts';
import { auditedFiles, folderOf } from '../../audit/one-cluster.ts';
import { savedCluster } from '../../cli/folder.ts';

const shop = savedCluster('aks-shop');
const bank = savedCluster('aks-bank');
const text = JSON.stringify;

const namesOf = ({ clusters }: Report) => clusters.map(({ name }) => name);
const unusedOf = ({ run }: Report) => Object.fromEntries(run.unusedFiles.map(({ file, reason }) => [file, reason]));

describe('a file that is read', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['.json', { 'a.json': [shop] }],
    ['.JSON', { 'A.JSON': [shop] }],
    ['.jsonl', { 'a.jsonl': text(shop) }],
    ['.NDJSON with CRLF', { 'a.NDJSON': `${text(shop)}\r\n\r\n` }],
    ['.ndjson that is one document in many lines', { 'a.ndjson': JSON.stringify([shop], undefined, 2) }],
    ['.json.txt, as mail programs rename it', { 'a.json.txt': text([shop]) }],
    ['a hidden file in a hidden folder', { '.export/.a.json': [shop] }],
    ['UTF-16 with a mark, as Windows PowerShell saves it', { 'a.json': utf16(`\uFEFF${text([shop])}`) }],
    ['UTF-16 without', { 'a.json': utf16(text([shop])) }],
    ['UTF-16, big end first', { 'a.json': utf16(`\uFEFF${text([shop])}`).swap16() }],
    ['UTF-8 with a mark', { 'a.ndjson': `\uFEFF${text(shop)}` }],
    ['an answer of ARM', { 'a.json': { value: [shop] } }],
    ['an answer of Resource Graph', { 'a.json': { data: [shop], count: 1, total_records: 1, skip_token: null } }],
    ["Windows PowerShell's list", { 'a.json': { value: [shop], Count: 1 } }],
    ['one resource', { 'a.json': shop }],
  ])('%s', async (_, files) => {
    const report = await auditedFiles(files);

    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(namesOf(report)).toEqual(['aks-shop']);
  });

  it('a link to one', async () => {
    const folder = await folderOf({ 'a.json': [bank] });
    const elsewhere = await folderOf({ 'b.json': [shop] });
    await symlink(join(elsewhere, 'b.json'), join(folder, 'link.json'));

    expect(namesOf(await auditedFolder(folder))).toEqual(['aks-bank', 'aks-shop']);
  });
});

function utf16(content: string): Buffer {
  return Buffer.from(content, 'utf16le');
}

const azureCli = /"az aks list -o json"/;
const schema = (kind: string) => `https://schema.management.azure.com/schemas/2019-04-01/deployment${kind}.json#`;
const portalTemplate = {
  $schema: schema('Template'),
  contentVersion: '1.0.0.0',
  resources: [{ type: 'Microsoft.ContainerService/managedClusters', name: 'aks-shop', apiVersion: '2026-05-01' }],
};

describe('a file that is named, with what to run instead', () => {
  it.each<[string, string, unknown, RegExp, RegExp?]>([
    ['a table of comma-separated values', 'a.csv', 'NAME,ID\r\naks-shop,x', /table/, azureCli],
    ['a workbook', 'a.xlsx', 'PK', /table/, azureCli],
    ['a Terraform state', 'terraform.tfstate', { version: 4, terraform_version: '1.9.8' }, /Terraform/, azureCli],
    ['terraform show -json', 'tf.json', { format_version: '1.0', terraform_version: '1.9.8', values: {} }, /Terraform/],
    ['a template of the portal', 'template.json', portalTemplate, /template/, azureCli],
    ['its parameters', 'parameters.json', { $schema: schema('Parameters'), parameters: {} }, /template/, azureCli],
    ['a refused request', 'a.json', { error: { code: 'AuthorizationFailed', message: 'no' } }, /AuthorizationFailed/],
    ['YAML', 'a.yaml', 'kind: List', /YAML/, azureCli],
    ['YAML in .json', 'a.json', '- id: /subscriptions/x\n  name: aks-shop\n', /YAML/, azureCli],
    ["PowerShell's XML", 'a.clixml', '<Objs/>', /XML/, /ConvertTo-Json -Depth 20/],
    ["PowerShell's list for people", 'a.json', 'Name     : aks-shop\r\nLocation : west\r\n', /shows/, /-Depth 20/],
    [
      "the Azure CLI's table",
      'a.json',
      'Name      Location\n--------  ----------\naks-shop  west\n',
      /table/,
      azureCli,
    ],
    ["the Azure CLI's other table", 'a.json', '-----------\n|  List   |\n+---------+\n', /table/, azureCli],
    ['a page of sign-in', 'a.json', '<!DOCTYPE html><html></html>', /HTML/, azureCli],
    ['nothing', 'a.json', '', /empty/, azureCli],
    ['white space', 'a.ndjson', ' \r\n', /empty/, azureCli],
    ['an error of the Azure CLI', 'a.json', "ERROR: Please run 'az login' to setup account.\n", /failed/, azureCli],
    ['a warning before the JSON', 'a.json', `WARNING: It will change.\n${text([shop])}`, /standard output only/],
    ['a warning after the JSON', 'a.json', `${text([shop])}\nWARNING: It will change.\n`, /standard output only/],
    [
      'several documents',
      'a.json',
      `${text(shop)}\n${text(bank)}\n`,
      /several documents/,
      /jq -c \. FILE > FILE\.ndjson/,
    ],
    ['half a document', 'a.json', text([shop]).slice(0, 300), /ends too soon/, /save it again/],
    ['a broken line', 'a.ndjson', `${text(shop)}\n{"id":\n`, /line 2/, /save it again/],
    ['UTF-32', 'a.json', Buffer.from([0xff, 0xfe, 0, 0, 0x5b, 0, 0, 0]), /UTF-32/, /UTF-8/],
    ['an archive', 'export.zip', 'PK', /archive/, /unpack/],
    ['JSON under another name', 'clusters', [shop], /holds? JSON/, /ends in \.json/],
    ['JSON in a log', 'a.log', `\n[\n {"id": 1}]`, /holds? JSON/, /ends in \.json/],
    ['an earlier copy', 'a.json.bak', [shop], /holds? JSON/, /ends in \.json/],
    ['an empty list of nobody knows what', 'a.json', [], /empty list/, /name it aks-<subscription id>\.json/],
    ['an empty answer', 'a.json', { value: [] }, /empty list/, /name it aks-<subscription id>\.json/],
    ['a selection without ids', 'a.json', [{ name: 'aks-shop', plugin: 'azure' }], /id, by which/, /without "--query"/],
    ['a report of this program', 'r.json', { schemaVersion: '1.0', run: {}, summary: {} }, /report/, /another folder/],
  ])('%s', async (_, file, content, what, next = /./) => {
    const report = await auditedFiles({ 'bank.json': [bank], [file]: content });

    expect(namesOf(report)).toEqual(['aks-bank']);
    expect(report.run.status).toBe('partial');
    expect(Object.keys(unusedOf(report))).toEqual([file]);
    expect(unusedOf(report)[file]).toMatch(what);
    expect(unusedOf(report)[file]).toMatch(next);
  });

  it('a link that leads nowhere, and one to a folder', async () => {
    const folder = await folderOf({ 'a.json': [bank] });
    await symlink(join(folder, 'missing'), join(folder, 'gone.json'));
    await symlink(folder, join(folder, 'circle'));

    expect(unusedOf(await auditedFolder(folder))).toEqual({
      circle: expect.stringContaining('put the folder itself there'),
      'gone.json': expect.stringContaining('put the file itself there'),
    });
  });

  it('one of 700 MB, in no time', async () => {
    const folder = await folderOf({ 'a.json': [bank], 'large.json': '' });
    await truncate(join(folder, 'large.json'), 700 * 1024 * 1024);

    const report = await auditedFolder(folder);

    expect(namesOf(report)).toEqual(['aks-bank']);
    expect(unusedOf(report)).toEqual({ 'large.json': expect.stringMatching(/700 MB.*save one list a file/) });
  });
});

describe("what is none of an audit's", () => {
  it.each([
    ['code', { 'main.tf': 'resource "x" "y" {}', 'main.bicep': 'param x string' }],
    ['the history of a repository', { '.git/a.json': [shop] }],
    ['a picture', { 'a.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]) }],
  ])('is passed over: %s', async (_, files) => {
    const report = await auditedFiles({ 'bank.json': [bank], ...files });

    expect(report.run).toMatchObject({ status: 'complete', unusedFiles: [] });
    expect(namesOf(report)).toEqual(['aks-bank']);
  });

  it.skipIf(process.platform === 'win32')('a pipe, which would never end, or a folder named like a file', async () => {
    const folder = await folderOf({ 'bank.json': [bank] });
    await promisify(execFile)('mkfifo', [join(folder, 'pipe.json')]);
    await mkdir(join(folder, 'folder.json'));
    await writeFile(join(folder, 'folder.json', 'notes'), 'nothing');

    expect((await auditedFolder(folder)).run).toMatchObject({ status: 'complete', unusedFiles: [] });
  });
});
