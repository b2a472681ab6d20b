import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from '../../src/iac/folder/kinds.ts';
import { mayHoldWords } from '../../src/iac/folder/may-hold-words.ts';

/** Texts that the words match, one for each of their forms. */
const samples = [
  'kubenet',
  'network-plugin',
  'network_plugin',
  'networkplugin',
  'kubernetes_cluster',
  'kubernetescluster',
  'managedcluster',
  'azure/aks/',
  'azurerm-aks',
  '_rm_aks',
  'aks_config',
  'aksclusterconfig',
  'aks_cluster_config',
  'akscluster',
  'az  aks',
  '"aks"',
  'new-azaks',
  'azuremanagedcontrolplane',
  'aks_create',
  'container-service/managed-cluster',
  'deployment  group create',
  'new-azresourcegroupdeployment',
  'managertemplatedeployment',
];

describe('mayHoldWords', () => {
  it.each(samples)('finds %s in any letter case, wherever it stands', (word) => {
    expect(words.test(word)).toBe(true);
    fc.assert(
      fc.property(fc.mixedCase(fc.constant(word)), fc.string(), fc.string(), (cased, before, after) => {
        expect(mayHoldWords(Buffer.from(before + cased + after))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('is never false where the words match', () => {
    const near = fc.array(fc.constantFrom(...'akKsgGedDcCnetworubpP_-/" ', ...samples), { maxLength: 30 });
    fc.assert(
      fc.property(near, (parts) => {
        const text = parts.join('');
        expect(mayHoldWords(Buffer.from(text)) || !words.test(text)).toBe(true);
      }),
      { numRuns: 2000, seed: 16 },
    );
  });

  it.each(['networking', 'managed by us', 'kubectl', 'kudos', 'breaker', 'packages', 'gadget'])(
    'passes over %s',
    (text) => {
      expect(mayHoldWords(Buffer.from(text))).toBe(false);
    },
  );
});
