import type { IacFinding, Language } from '../judge/finding.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import { isPluginList, networkPluginName } from '../judge/plugin-name.ts';
import type { Value } from '../value/value.ts';
import { entriesIn, itemsIn, objectsIn, textsIn } from '../value/visit.ts';

/** Values named like a network plugin, in data that other code takes: Helm values, stack configurations, variables of roles. */
export function namedPlugins(value: Value, language: Language, subject: string): IacFinding[] {
  return [...objectsIn(value)].flatMap((map) =>
    entriesIn(map).flatMap(([key, each]) => {
      const given = each.kind === 'object' ? (each.get('value') ?? each.get('default')) : each;
      if (!networkPluginName.test(key) || !isKubenet(given)) return [];
      return [
        plainFinding(
          given?.at ?? each.at,
          'may-create-kubenet',
          language,
          subject,
          `${key} is kubenet here; the code that takes it decides whether a cluster is made of it.`,
          'Look up what takes this value, and give it azure with the mode overlay.',
        ),
      ];
    }),
  );
}

/** Lists of allowed values (`enum`, `options`, `values`, `choices`) that have kubenet among network plugins. */
export function allowedPlugins(value: Value, language: Language, subject: string): IacFinding[] {
  return [...objectsIn(value)].flatMap((map) =>
    entriesIn(map).flatMap(([key, each]) => {
      if (!/^(enum|options|values|choices|allowedValues)$/i.test(key) || !isPluginList(textsIn(each))) return [];
      return itemsIn(each)
        .filter(isKubenet)
        .map((item) =>
          plainFinding(
            item.at,
            'allows-kubenet',
            language,
            subject,
            'The list of allowed values has kubenet.',
            'Take kubenet out of the list.',
          ),
        );
    }),
  );
}

/** Where a map says kubenet for a plugin, however it is spelled. */
export function kubenetPlaces(value: Value): Value[] {
  return [...objectsIn(value)].flatMap((map) =>
    entriesIn(map).flatMap(([key, each]) => {
      if (networkPluginName.test(key) && isKubenet(each)) return [each];
      return key.toLowerCase() === 'kubenet' && each.kind !== 'scalar' ? [each] : [];
    }),
  );
}
