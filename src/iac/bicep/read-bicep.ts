import type { Node } from 'web-tree-sitter';
import {
  isJudged,
  type Loop,
  type Template,
  type TemplateCall,
  type TemplateParameter,
  type TemplateResource,
} from '../arm/template.ts';
import type { SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import type { Expression, ObjectEntry } from '../value/expression.ts';
import { bicepExpression, forParts } from './bicep-expression.ts';

/** A tree of tree-sitter-bicep as the template it makes. */
export function readBicep(root: Node, source: SourceText): Template {
  const parameters = new Map<string, TemplateParameter>();
  const variables = new Map<string, Expression>();
  const outputs = new Map<string, Expression>();
  const resources: TemplateResource[] = [];
  const calls: TemplateCall[] = [];
  const types = new Map<string, Node>();
  const groups = new Map<string, Expression>();
  const declarations: Readonly<
    Record<string, (node: Node, value: Node | undefined, decorated: Node | undefined) => void>
  > = {
    parameter_declaration: (node, value, decorated) =>
      parameters.set(nameOf(node).toLowerCase(), parameter(node, value, decorated)),
    variable_declaration: (node, value) =>
      value && variables.set(nameOf(node).toLowerCase(), bicepExpression(value, source)),
    output_declaration: (node, value) =>
      value && outputs.set(nameOf(node).toLowerCase(), bicepExpression(value, source)),
    resource_declaration: (node) => resources.push(...resource(node)),
    module_declaration: (node) => calls.push(...module(node)),
  };
  const nodes = root.namedChildren.filter(({ type }) => !/comment/.test(type));
  // Types may be declared after the parameters that use them.
  for (const node of nodes) if (node.type === 'type_declaration') types.set(nameOf(node), node);
  for (const node of nodes) if (node.type === 'resource_declaration') resourceGroup(node);
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    declarations[node.type]?.(node, valueAfterEquals(node), before?.type === 'decorators' ? before : undefined);
  }
  return { file: source.file, language: 'bicep', parameters, variables, outputs, resources, calls };

  function parameter(node: Node, value: Node | undefined, decorated: Node | undefined): TemplateParameter {
    return {
      name: nameOf(node),
      at: source.placeAt(node.startIndex),
      fallback: value && bicepExpression(value, source),
      isNullable: /\?\s*(=|$)/.test(node.text.split('\n')[0] ?? ''),
      allowed: [...allowedBy(decorated), ...literalTypes(node, value)],
    };
  }

  function allowedBy(decorated: Node | undefined) {
    const lists = decorated
      ?.descendantsOfType('call_expression')
      .filter((each) => /(^|\.)allowed$/.test(each.childForFieldName('function')?.text ?? ''));
    return (lists ?? []).flatMap((each) => stringsIn(each));
  }

  /** `param p 'azure' | 'kubenet'`, or by the name of such a type. */
  function literalTypes(node: Node, value: Node | undefined) {
    const end = value?.startIndex ?? node.endIndex;
    const written = node.descendantsOfType('string').filter((each) => each.isNamed && each.endIndex <= end);
    const named = node.descendantsOfType(['identifier', 'type']).flatMap((each) => types.get(each.text) ?? []);
    return [
      ...written,
      ...named.flatMap((type) => type.descendantsOfType('string').filter(({ isNamed }) => isNamed)),
    ].flatMap(stringAt);
  }

  function stringsIn(node: Node) {
    return node.descendantsOfType('string').flatMap(stringAt);
  }

  function stringAt(node: Node) {
    const read = bicepExpression(node, source);
    return read.kind === 'literal' ? [{ value: String(read.value), at: read.at }] : [];
  }

  function resource(node: Node): TemplateResource[] {
    const [type] = node.namedChildren.filter((child) => child.type === 'string');
    const written = type && stringAt(type)[0];
    const body = valueAfterEquals(node);
    if (written === undefined || body === undefined) return [];
    const isExisting = node.children.some((child) => child.type === 'existing');
    if (isExisting || !isJudged(written.value)) return [];
    const { core, ...repeated } = unwrapped(body);
    const read = bicepExpression(core, source);
    const typed: ObjectEntry = {
      key: { kind: 'literal', value: 'type', at: written.at },
      value: { kind: 'literal', value: written.value, at: written.at },
    };
    const withType: Expression = read.kind === 'object' ? { ...read, entries: [typed, ...read.entries] } : read;
    return [{ symbol: nameOf(node), at: source.placeAt(node.startIndex), body: withType, ...repeated }];
  }

  function resourceGroup(node: Node): void {
    const body = valueAfterEquals(node);
    if (body === undefined || !/^resource\s+\w+\s+'Microsoft\.Resources\/resourceGroups@/i.test(node.text)) return;
    const name = entryNamed(bicepExpression(unwrapped(body).core, source), 'name');
    if (name !== undefined) groups.set(nameOf(node), name);
  }

  /** `resourceGroup('name')`, or the symbol of a group; not `subscription()`, where there is none. */
  function groupName(scope: Expression | undefined): Expression | undefined {
    if (scope === undefined) return undefined;
    if (scope.kind === 'conditional') {
      const [yes, no] = [groupName(scope.yes), groupName(scope.no)];
      return yes && no && { ...scope, yes, no };
    }
    if (scope.kind === 'name') return groups.get(scope.name) ?? scope;
    if (scope.kind === 'call' && scope.name === 'resourceGroup') return scope.args.at(-1);
    return { kind: 'unread', reason: 'its scope is no resource group by its name', at: scope.at };
  }

  function module(node: Node): TemplateCall[] {
    const [path] = node.namedChildren.filter((child) => child.type === 'string');
    const body = valueAfterEquals(node);
    if (path === undefined || body === undefined) return [];
    const { core, ...repeated } = unwrapped(body);
    const read = bicepExpression(core, source);
    return [
      {
        symbol: nameOf(node),
        at: source.placeAt(node.startIndex),
        inside: undefined,
        path: bicepExpression(path, source),
        resourceGroup: groupName(entryNamed(read, 'scope')),
        seesOuter: false,
        parameters: new Map(entriesNamed(read, 'params').map(({ key, value }) => [keyText(key).toLowerCase(), value])),
        ...repeated,
      },
    ];
  }

  /** The object behind `if (…)` and `[for … : …]`. */
  function unwrapped(node: Node): {
    readonly core: Node;
    readonly condition: Expression | undefined;
    readonly loop: Loop | undefined;
  } {
    const parts = node.type === 'for_statement' ? forParts(node) : undefined;
    const inner = parts?.body ?? node;
    const loop: Loop | undefined = parts && {
      kind: 'for',
      item: parts.item,
      index: parts.index,
      collection: bicepExpression(parts.collection, source),
    };
    if (inner.type !== 'if_statement') return { core: inner, condition: undefined, loop };
    const [condition, core] = inner.namedChildren;
    return { core: core ?? inner, condition: condition && bicepExpression(condition, source), loop };
  }
}

/** What `using` names and what a `.bicepparam` file gives. */
export interface BicepParameters {
  readonly using: string | undefined;
  readonly given: ReadonlyMap<string, Expression>;
  readonly variables: ReadonlyMap<string, Expression>;
}

/** The grammar knows `param name type` only, so that `param name = value` is read as a variable; nothing moves. */
export function maskedParameters(source: SourceText): SourceText {
  return withText(source, source.text.replace(/^([ \t]*)param([ \t]+[\w]+[ \t]*=)/gm, '$1var  $2'));
}

export function readBicepParameters(root: Node, source: SourceText): BicepParameters {
  const template = readBicep(root, source);
  const using = root.namedChildren.find(({ type }) => type === 'using_statement')?.descendantsOfType('string')[0];
  return { using: using?.text.replace(/^'|'$/g, ''), given: template.variables, variables: template.variables };
}

function nameOf(node: Node): string {
  return node.namedChildren.find(({ type }) => type === 'identifier')?.text ?? '';
}

function valueAfterEquals(node: Node): Node | undefined {
  const at = node.children.findIndex(({ type }) => type === '=');
  return at < 0 ? undefined : node.children.slice(at + 1).find((child) => child.isNamed && !/comment/.test(child.type));
}

function entriesNamed(expression: Expression, name: string): readonly ObjectEntry[] {
  const value = entryNamed(expression, name);
  return value?.kind === 'object' ? value.entries : [];
}

function entryNamed(expression: Expression, name: string): Expression | undefined {
  return expression.kind === 'object' ? expression.entries.find(({ key }) => keyText(key) === name)?.value : undefined;
}

function keyText(key: Expression): string {
  return key.kind === 'literal' ? String(key.value) : '';
}
