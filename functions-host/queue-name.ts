import { resolveSettingReferences } from './setting-reference.ts';

/** A binding's queue as storage names it: capitals, which storage refuses, are small letters to the platform. */
export function queueNameOf(binding: { readonly queueName?: string | undefined }, where: string): string {
  return resolveSettingReferences(binding.queueName ?? '', where).toLowerCase();
}
