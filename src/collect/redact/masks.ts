import { builtInRoleIds } from '../../network/role-rights.ts';
import { isAzuresOwn } from './azure-words.ts';

/** Masks of texts: the same text, in whatever letter case, has the same mask. */
export interface Masks {
  text(text: string): string;
}

const guid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export function createMasks(): Masks {
  const names = new Map<string, string>();
  const guids = new Map<string, string>();

  const maskGuid = (id: string) => {
    const key = id.toLowerCase();
    if (builtInRoleIds.includes(key)) return id;
    return remembered(guids, key, (count) => `00000000-0000-0000-0000-${String(count).padStart(12, '0')}`);
  };
  const maskName = (name: string): string => {
    const key = name.toLowerCase();
    if (isAzuresOwn(key)) return name;
    if (guid.test(key)) return maskGuid(key);
    return nodeName(key, maskName) ?? remembered(names, key, (count) => padded(count, key.length));
  };
  return { text: (text) => (isResourceId(text) ? maskSegments(text, maskName) : maskName(text)) };
}

function remembered(masks: Map<string, string>, key: string, make: (count: number) => string): string {
  const mask = masks.get(key) ?? make(masks.size + 1);
  masks.set(key, mask);
  return mask;
}

/** As long as what it stands for, since some checks judge the length of names: `n12xxxxx`. Very short names become longer. */
function padded(count: number, length: number): string {
  return `n${count.toString(36)}`.padEnd(length, 'x');
}

/**
 * Names that AKS makes of a pool's name, and that checks take apart: scale sets, machines, their interfaces, and the routes of nodes. The
 * pool's name alone is masked.
 */
function nodeName(name: string, maskName: (pool: string) => string): string | undefined {
  const [, pool, tail] =
    /^aks-(.+)(-\d{8}-(?:vmss[\da-z]{0,6}(?:_\d+)?|\d+|nic-\d+)(?:-nic(?:-\d+)?)?(?:____[\d_]+|____[\da-f]+)?)$/.exec(
      name,
    ) ?? [];
  if (pool !== undefined && tail !== undefined) return `aks-${maskName(pool)}${tail}`;
  const [, node, range] = /^(.+?)(____[\da-f_]+)$/.exec(name) ?? [];
  return node === undefined ? undefined : `${maskName(node)}${range}`;
}

/** Whether it has the form of a resource id, with names only where they can be masked. */
function isResourceId(text: string): boolean {
  return (
    /^(\/subscriptions\/[^/]+(\/resourcegroups\/[^/]+)?)?(\/providers\/microsoft\.[a-z]+(\/[a-z]+\/[^/]+)*(\/[a-z]+)?)?\/?$/i.test(
      text,
    ) && text.length > 1
  );
}

/** Segments after a type are names; the namespace and the types are Azure's. */
function maskSegments(id: string, maskName: (name: string) => string): string {
  let isName = false;
  let afterProviders = false;
  return id
    .split('/')
    .map((segment) => {
      if (segment === '') return segment;
      if (afterProviders) {
        afterProviders = false;
        return segment;
      }
      if (isName) {
        isName = false;
        return maskName(segment);
      }
      afterProviders = segment.toLowerCase() === 'providers';
      isName = !afterProviders;
      return segment;
    })
    .join('/');
}
