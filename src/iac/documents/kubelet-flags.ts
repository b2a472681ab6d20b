import type { IacFinding } from '../judge/finding.ts';
import { elsewhereFinding } from '../shell/judge-command.ts';
import type { SourceText } from '../text/place.ts';
import type { Value } from '../value/value.ts';
import { textsWithPlaces } from '../value/visit.ts';

/** A flag of the kubelet and of what starts one: the Azure CLI's stands behind `az`. */
const flag = /--network-plugin[= ]["']?kubenet\b/i;
const programs = /\b(kubelet|hyperkube|minikube|kubeadm|kops|aks-engine)\b/i;
const azure = /\baz\s+aks\b/i;

/** Flags of a kubelet among the texts of a manifest or of settings: in a container's command, or in a script. */
export function kubeletFlags(value: Value): IacFinding[] {
  return textsWithPlaces(value).flatMap(({ value: text, source, at }) => {
    const written = String(text);
    const found = azure.test(written) ? null : flag.exec(written);
    if (found === null) return [];
    return [elsewhereFinding(source?.placeAt(found.index) ?? at, 'data', 'kubelet')];
  });
}

/** The same in a text of no language that is read: a unit of systemd, a file of its environment, a Makefile. */
export function kubeletLines(source: SourceText): IacFinding[] {
  if (!programs.test(`${source.file} ${source.text}`)) return [];
  return [...source.text.matchAll(new RegExp(flag.source, 'gi'))].flatMap(({ index }) => {
    const line = source.text.slice(source.text.lastIndexOf('\n', index) + 1, index);
    return azure.test(line) || line.trimStart().startsWith('#')
      ? []
      : [elsewhereFinding(source.placeAt(index), 'data', 'kubelet')];
  });
}
