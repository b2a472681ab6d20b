import type { IacVerdict } from '../../model/iac-verdict.ts';
import { codeVerdictWords } from '../code/words.ts';

/** What a rule is about, by the verdict that it stands for. */
const ruleTexts: Readonly<Record<IacVerdict, string>> = {
  'destroys-cluster': 'Code that destroys a cluster',
  'undoes-migration': 'Code that asks for kubenet after the migration',
  'creates-kubenet': 'Code that creates kubenet clusters',
  'may-create-kubenet': 'Code that may create kubenet clusters',
  'kubenet-by-default': 'Code that gets kubenet by default',
  migrates: 'Code that migrates clusters from kubenet',
  unknown: 'Code whose network plugin could not be told',
  'allows-kubenet': 'Code that allows kubenet',
  'not-aks': 'Code of another Kubernetes than AKS',
  'mention-only': 'A mention of kubenet that makes nothing',
};

const help =
  'The message says why, and what to write instead. "kubenet-audit iac --help" and docs/iac.md say what each verdict means.';

export function codeRule(verdict: IacVerdict): object {
  const text = ruleTexts[verdict];
  return {
    id: `iac/${verdict}`,
    shortDescription: { text },
    fullDescription: { text: `${text}.` },
    help: { text: help },
    defaultConfiguration: { level: codeVerdictWords[verdict].level },
    properties: { tags: ['infrastructure-as-code'] },
  };
}
