/**
 * What running a command does to what runs: nothing that is felt, an interruption, or something that no command takes back. `note` says
 * it in a few words without quotes or brackets, since it stands in a comment that a shell may see.
 */
export type CommandEffect =
  | { readonly kind: 'harmless' }
  | { readonly kind: 'disruptive' | 'irreversible'; readonly note: string };

interface EffectRule {
  readonly command: RegExp;
  readonly effect: CommandEffect;
}

const harmless: CommandEffect = { kind: 'harmless' };
const disruptive = (note: string): CommandEffect => ({ kind: 'disruptive', note });
const irreversible = (note: string): CommandEffect => ({ kind: 'irreversible', note });

/** The first that fits decides. A test sees that every command of the catalogue is listed. */
const rules: readonly EffectRule[] = [
  {
    command: /^az aks update .*--network-plugin-mode overlay/,
    effect: irreversible('it reimages every node of every pool at the same time, and there is no way back to kubenet'),
  },
  {
    command: /^az aks update .*--migrate-vmas-to-vms/,
    effect: irreversible('the cluster is down while it runs, and there is no way back'),
  },
  {
    command: /^az aks update .*--(network-policy|network-dataplane)/,
    effect: irreversible('it reimages every node, and policies change or stop being enforced'),
  },
  {
    command: /^az aks update .*--enable-managed-identity/,
    effect: irreversible('a cluster with a managed identity never returns to a service principal'),
  },
  { command: /^az aks update .*--pod-cidr/, effect: irreversible('the range can grow again, and never shrink') },
  { command: /^az aks upgrade /, effect: irreversible('it replaces every node, and a version is never lowered') },
  { command: /^az aks nodepool delete-machines /, effect: irreversible('the machines and their local data are gone') },
  { command: /^az aks nodepool delete /, effect: irreversible('the pool, its nodes and their local data are gone') },
  {
    command: /^az aks nodepool update .*--scale-down-mode Delete/,
    effect: irreversible('the stopped machines of the pool are deleted'),
  },
  {
    command: /^az network route-table route delete /,
    effect: irreversible('the route is gone at once, and whatever it carries is cut off'),
  },
  { command: /^az network route-table delete /, effect: irreversible('the table and all its routes are gone') },
  { command: /^az network vnet subnet delete /, effect: irreversible('the subnet is gone') },
  {
    command: /^az lock delete /,
    effect: irreversible('write the lock down first: its text and level are gone with it'),
  },
  { command: /^kubectl .*\bdelete /, effect: irreversible('the object is gone: save it first') },
  { command: /^helm .*\buninstall /, effect: irreversible('the release and what it manages are gone') },
  {
    command: /^az aks update .*--load-balancer-sku/,
    effect: irreversible('connections break, public addresses may change, and the SKU cannot be lowered'),
  },
  {
    command: /^az aks update .*--(tier|k8s-support-plan)/,
    effect: disruptive('it changes what the cluster costs'),
  },
  { command: /^az aks update .*--http-proxy-config/, effect: disruptive('it reimages every node') },
  { command: /^az aks update .*--disable-pod-identity/, effect: disruptive('pods that use it lose their access') },
  {
    command: /^az aks update .*--enable-force-upgrade/,
    effect: disruptive('upgrades then evict pods whatever their budgets say'),
  },
  {
    command: /^az aks update .*(--enable-oidc-issuer|--auto-upgrade-channel|--node-disruption-policy|\{option\})/,
    effect: harmless,
  },
  {
    command: /^az aks update( --(subscription|resource-group|name) \S+)+ --yes$/,
    effect: disruptive('it finishes what the last operation left over, reimages of nodes included'),
  },
  {
    command: /^az aks nodepool upgrade .*--node-image-only/,
    effect: disruptive('it drains and reimages every node of the pool, one after the other'),
  },
  {
    command: /^az aks nodepool update .*--os-sku/,
    effect: disruptive('it drains and reimages every node of the pool'),
  },
  {
    command: /^az aks nodepool \{action\} /,
    effect: disruptive('it may reimage the nodes of the pool'),
  },
  { command: /^az aks nodepool scale /, effect: disruptive('where it lowers the number, nodes and their pods go') },
  { command: /^kubectl .*\bscale /, effect: disruptive('where it lowers the number, pods go') },
  { command: /^helm .*\bupgrade /, effect: disruptive('the pods of the controller restart') },
  {
    command: /^az network vnet subnet update .*--(route-table|remove routeTable)/,
    effect: disruptive('all traffic that leaves the subnet follows at once'),
  },
  {
    command: /^az network route-table route create /,
    effect: disruptive('traffic of the subnets on the table takes the route at once'),
  },
  {
    command: /^az network route-table update /,
    effect: disruptive('it writes the table again as it is, and may meet a write of AKS'),
  },
  {
    command:
      /^az (aks (show|start|create|get-upgrades|get-credentials|nodepool add|nodepool update .*--(update-cluster-autoscaler|max-surge|undrainable-node-behavior))|network (route-table (show|list|create)|route-table route list|vnet (create|list|subnet (create|show|list))|manager|application-gateway show|nsg rule create)|monitor|advisor|tag update|vm list-usage|role assignment (create|list)|lock list|policy) /,
    effect: harmless,
  },
  { command: /^(kubectl|helm) .*\b(get|list|describe|rollout) ?/, effect: harmless },
];

/** A command that no rule knows counts as one that interrupts. */
export const notListed = disruptive('what it does to the cluster is not listed');

export function commandEffect(template: string): CommandEffect {
  return rules.find(({ command }) => command.test(template))?.effect ?? notListed;
}

const words = { disruptive: 'INTERRUPTS', irreversible: 'CANNOT BE UNDONE' } as const;

/** `CANNOT BE UNDONE: …`. */
export function effectWords(effect: Exclude<CommandEffect, { kind: 'harmless' }>): string {
  return `${words[effect.kind]}: ${effect.note}.`;
}

/** What a command as a report has it says of itself, in the comment above it. */
export function saidEffect(printed: string): CommandEffect['kind'] {
  return (['irreversible', 'disruptive'] as const).find((kind) => printed.includes(`# ${words[kind]}`)) ?? 'harmless';
}
