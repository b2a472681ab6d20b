import type { z } from 'zod';
import { type ArmRead, type ListedItems, typeOfItems } from '../arm/arm-read.ts';
import { type ArmReadName, armReads } from '../arm/arm-reads.ts';
import { roleDefinition } from '../model/azure/authorization.ts';

export const managedClusterType = typeOfItems(armReads.managedClusters);
export const scaleSetInstanceType = typeOfItems(armReads.scaleSetInstances);
export const roleAssignmentType = typeOfItems(armReads.roleAssignments);
export const scaleSetInterfaceType = typeOfItems(armReads.scaleSetNetworkInterfaces);
/** What `virtualNetworks/{name}/usages` lists: entries with a subnet's id. */
export const subnetUsageType = typeOfItems(armReads.subnetUsages);

type Rows = typeof armReads;
/** Every list of things that a folder can hold. */
export type ListName = { [Name in ArmReadName]: Rows[Name] extends { items: ListedItems } ? Name : never }[ArmReadName];
type ListItems = { readonly [Name in ListName]: z.infer<Rows[Name]['items']['schema']> };
export type ListItem<Name extends ListName> = ListItems[Name];

/** A list of things that a folder can hold, and their type. */
export interface ListRead extends ListedItems {
  readonly type: string;
}

/** The same rows, so that the compiler follows from a name to what its items are. */
const byName: { readonly [Name in ListName]: { readonly items: { readonly schema: z.ZodType<ListItems[Name]> } } } =
  armReads;

export function schemaOfList<Name extends ListName>(name: Name): z.ZodType<ListItem<Name>> {
  return byName[name].items.schema;
}

/** Undefined for a read that no folder answers. */
export function listReadOf(read: ArmRead): ListRead | undefined {
  return read.items === undefined ? undefined : { ...read.items, type: typeOfItems(read) };
}

/** What an audit reads of a resource, by its type as ids spell it, in lower case. */
export const schemaByType: ReadonlyMap<string, z.ZodType> = new Map([
  ...Object.values<ArmRead>(armReads).flatMap((read) =>
    read.items === undefined ? [] : [[typeOfItems(read), read.items.schema] as const],
  ),
  [typeOfItems(armReads.roleDefinition), roleDefinition] as const,
]);
