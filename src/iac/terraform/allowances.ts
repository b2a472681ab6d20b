import { takeOutOfList } from '../judge/advice.ts';
import type { IacFinding } from '../judge/finding.ts';
import { networkPluginName } from '../judge/plugin-name.ts';
import type { Expression } from '../value/expression.ts';
import { blocksOf } from './body.ts';
import type { TerraformModule } from './read-module.ts';

/** Validations of variables that let kubenet through. */
export function allowances({ body }: TerraformModule): IacFinding[] {
  return blocksOf(body, 'variable').flatMap((variable) => {
    const [name = ''] = variable.labels;
    const conditions = blocksOf(variable.body, 'validation').flatMap(
      (block) => block.body.attributes.get('condition') ?? [],
    );
    return conditions
      .flatMap(({ value }) => kubenetIn(value))
      .map(
        (literal): IacFinding => ({
          at: literal.at,
          verdict: 'allows-kubenet',
          language: 'terraform',
          subject: `var.${name}`,
          why: networkPluginName.test(name)
            ? `The validation of ${name} takes kubenet.`
            : `The validation of ${name} takes kubenet as one of its values.`,
          values: [],
          usedAt: [],
          instead: takeOutOfList,
          cluster: undefined,
        }),
      );
  });
}

/** The texts "kubenet" in lists of what is allowed, or compared with `==`; in `!=` it is forbidden. */
function kubenetIn(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'literal':
      return String(expression.value).toLowerCase() === 'kubenet' ? [expression] : [];
    case 'call':
      return expression.args.flatMap(kubenetIn);
    case 'list':
      return expression.items.flatMap(kubenetIn);
    case 'operation':
      return ['!', '!='].includes(expression.operator) ? [] : expression.operands.flatMap(kubenetIn);
    case 'conditional':
      return [expression.yes, expression.no].flatMap(kubenetIn);
    default:
      return [];
  }
}
