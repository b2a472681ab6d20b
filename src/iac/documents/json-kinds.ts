import type { Node } from 'jsonc-parser';
import { isParameterFile } from '../arm/parameter-files.ts';
import { member } from '../arm/read-arm.ts';
import { isArmTemplate } from '../arm/template-files.ts';
import type { IacFinding } from '../judge/finding.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import { policyDataFindings } from '../policy/policy-data.ts';
import { elsewhereFinding } from '../shell/judge-command.ts';
import { jsonValue } from '../syntax/json-value.ts';
import type { SourceText } from '../text/place.ts';
import { memberAt } from '../value/member-at.ts';
import { textOf, type Value } from '../value/value.ts';
import { objectsIn } from '../value/visit.ts';
import { readManifests } from './manifests.ts';
import { kubenetPlaces, namedPlugins } from './named-values.ts';
import { planFindings } from './terraform-plan.ts';

/** What a JSON file that is no template says. */
export function readJsonKinds(root: Node, source: SourceText): IacFinding[] {
  // Templates and their parameters have a reader of their own.
  if (isArmTemplate(root) || isParameterFile(root)) return [];
  const value = jsonValue(root, source);
  if (member(root, 'resource_changes') !== undefined) return planFindings(value);
  return readData(value);
}

/** Data of Azure and of others, by what only they have; what is none of these is settings that some code takes. */
export function readData(value: Value): IacFinding[] {
  const places = kubenetPlaces(value);
  const [first] = places;
  const manifests = readManifests(value);
  if (manifests !== undefined) return manifests;
  if (isAksEngine(value)) return first === undefined ? [] : [elsewhereFinding(first.at, 'data', 'AKS Engine')];
  if (isState(value))
    return places.map(({ at }) =>
      plainFinding(
        at,
        'mention-only',
        'data',
        'Terraform state',
        'A state says what exists and creates nothing; the code beside it does.',
      ),
    );
  const policies = policyDataFindings(value);
  if (policies !== undefined) return policies;
  if (isShown(value))
    return places.map(({ at }) =>
      plainFinding(
        at,
        'mention-only',
        'data',
        'az aks show',
        'What Azure answered, which creates nothing: an input for "kubenet-audit scan --input".',
      ),
    );
  return namedPlugins(value, 'data', 'settings');
}

function isAksEngine(value: Value): boolean {
  return (
    memberAt(value, 'properties', 'orchestratorProfile') !== undefined ||
    textOf(memberAt(value, 'apiVersion')) === 'vlabs'
  );
}

function isState(value: Value): boolean {
  return memberAt(value, 'terraform_version') !== undefined && memberAt(value, 'lineage') !== undefined;
}

/** What Azure answers has an id of its own, or a state of provisioning. */
function isShown(value: Value): boolean {
  return [...objectsIn(value)].some((map) => {
    const id = textOf(map.get('id')) ?? '';
    return (
      /\/managedClusters\//i.test(id) ||
      (map.get('provisioningState') !== undefined && map.get('networkProfile') !== undefined)
    );
  });
}
