import { describe, expect, it } from 'vitest';
import { evidenceList } from '../../../src/report/html/evidence.ts';
import { markupOf } from '../../../src/words/html-escape.ts';
import { shortResourceName } from '../../../src/words/links.ts';
import { visibleText } from './markup.ts';

const said = (evidence: Parameters<typeof evidenceList>[0]) => visibleText(markupOf(evidenceList(evidence))).trim();

describe('evidence in words', () => {
  it.each([
    [{ ageMinutes: 47 }, 'age 47 minutes'],
    [{ ageMinutes: null }, 'age not known'],
    [{ nextHopType: 'None' }, 'next hop type None'],
    [{ 'Microsoft.Network/x': 1 }, 'Microsoft.Network/x 1'],
  ])('%j', (evidence, words) => {
    expect(said(evidence)).toBe(words);
  });

  it('calls a node by its name', () => {
    const set = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/aks-apps-1-vmss';

    expect(shortResourceName(`${set}/virtualMachines/3`)).toBe('node aks-apps-1-vmss000003');
    expect(shortResourceName(`${set}/virtualMachines/37`)).toBe('node aks-apps-1-vmss000011');
    expect(shortResourceName(set)).toBe('virtualMachineScaleSets/aks-apps-1-vmss');
  });
});
