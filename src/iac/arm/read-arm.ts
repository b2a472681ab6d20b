import type { Node } from 'jsonc-parser';
import type { SourceText } from '../text/place.ts';
import type { Expression } from '../value/expression.ts';
import { armText } from './arm-expression.ts';
import type { Loop, Template, TemplateCall, TemplateParameter, TemplateResource } from './template.ts';

/** An ARM template in JSON as plain data. Names compare without case, as Resource Manager does. */
export function readArm(root: Node, source: SourceText): Template {
  const resources: TemplateResource[] = [];
  const calls: TemplateCall[] = [];
  for (const [symbol, node] of resourceNodes(member(root, 'resources'))) readResource(symbol, node);
  return {
    file: source.file,
    language: 'arm',
    parameters: new Map(
      membersOf(member(root, 'parameters')).map(([name, node]) => [name.toLowerCase(), parameter(name, node)]),
    ),
    variables: new Map(
      membersOf(member(root, 'variables')).map(([name, node]) => [name.toLowerCase(), expression(node)]),
    ),
    outputs: new Map(),
    resources,
    calls,
  };

  function readResource(symbol: string, node: Node): void {
    const type = textOf(member(node, 'type')) ?? '';
    const name = symbol === '' ? (textOf(member(node, 'name')) ?? type) : symbol;
    if (/^microsoft\.resources\/deployments$/i.test(type)) calls.push(deployment(name, node));
    else if (textOf(member(node, 'existing')) !== 'true')
      resources.push({ symbol: name, at: place(node), body: expression(node), ...repeated(node) });
    for (const [inner, child] of resourceNodes(member(node, 'resources'))) readResource(inner, child);
  }

  function place(node: Node) {
    return source.placeAt(node.offset);
  }

  function repeated(node: Node) {
    const [condition, count] = [member(node, 'condition'), member(member(node, 'copy'), 'count')];
    const loop: Loop | undefined = count && { kind: 'copy', count: expression(count) };
    return { condition: condition && expression(condition), loop };
  }

  function deployment(symbol: string, node: Node): TemplateCall {
    const properties = member(node, 'properties');
    const [inside, link] = [member(properties, 'template'), member(properties, 'templateLink')];
    const path = member(link, 'relativePath') ?? member(link, 'uri');
    const scope = textOf(member(member(properties, 'expressionEvaluationOptions'), 'scope'));
    const group = member(node, 'resourceGroup');
    const given = membersOf(member(properties, 'parameters')).flatMap(([name, value]) => {
      const each = member(value, 'value');
      return each === undefined ? [] : [[name.toLowerCase(), expression(each)] as const];
    });
    return {
      symbol,
      at: place(node),
      inside: inside?.type === 'object' ? readArm(inside, source) : undefined,
      path: path && expression(path),
      resourceGroup: group && expression(group),
      seesOuter: scope?.toLowerCase() !== 'inner',
      parameters: new Map(given),
      ...repeated(node),
    };
  }

  function parameter(name: string, node: Node): TemplateParameter {
    const fallback = member(node, 'defaultValue');
    const allowed = (member(node, 'allowedValues')?.children ?? []).flatMap((child) => {
      const value = textOf(child);
      return value === undefined ? [] : [{ value, at: place(child) }];
    });
    return {
      name,
      at: place(node),
      fallback: fallback && expression(fallback),
      isNullable: textOf(member(node, 'nullable')) === 'true',
      allowed,
    };
  }

  function expression(node: Node): Expression {
    const at = place(node);
    if (node.type === 'array') return { kind: 'list', items: (node.children ?? []).map(expression), at };
    if (node.type === 'object') {
      const entries = membersOf(node).map(([key, value]) => ({
        key: { kind: 'literal', value: key, at: place(value) } as const,
        value: expression(value),
      }));
      return { kind: 'object', entries, at };
    }
    const value: unknown = node.value;
    if (typeof value === 'string') return armText(value, at);
    return { kind: 'literal', value: typeof value === 'number' || typeof value === 'boolean' ? value : null, at };
  }
}

/** `resources` is a list, or with symbolic names an object. */
function resourceNodes(node: Node | undefined): (readonly [symbol: string, Node])[] {
  const listed = node?.type === 'array' ? (node.children ?? []).map((child) => ['', child] as const) : membersOf(node);
  return listed.filter(([, child]) => child.type === 'object');
}

export function membersOf(node: Node | undefined): (readonly [string, Node])[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    return key === undefined || value === undefined ? [] : [[String(key.value), value] as const];
  });
}

/** A member by its name in any letter case. */
export function member(node: Node | undefined, name: string): Node | undefined {
  return membersOf(node).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The text of a string, number or truth value. */
export function textOf(node: Node | undefined): string | undefined {
  const value: unknown = node?.value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}
