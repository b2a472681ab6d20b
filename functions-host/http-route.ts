import { parseConstraint } from './route-constraints.ts';

interface Parameter {
  readonly name: string;
  readonly isCatchAll: boolean;
  readonly isOptional: boolean;
  readonly defaultValue: string | undefined;
  readonly constraints: readonly ((value: string) => boolean)[];
}

interface Segment {
  /** ASP.NET Core's inbound precedence: 1 literal, 2 constrained or mixed, 3 parameter, 4 and 5 catch-all. */
  readonly precedence: number;
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
}

/** A parsed route template of a function, prefix included. */
export interface HttpRoute {
  readonly template: string;
  readonly segments: readonly Segment[];
  /** Compares as text: of two routes that match, the smaller one wins. */
  readonly precedence: string;
}

/** Reads a template such as `clusters/{key}/{name}.svg`, `items/{id:int?}` or `files/{*rest}`. */
export function parseRoute(template: string): HttpRoute {
  const segments = template
    .split('/')
    .filter((text) => text !== '')
    .map((text) => parseSegment(text, template));
  segments.slice(0, -1).forEach(({ parameters }) => {
    if (parameters.some((parameter) => parameter.isCatchAll)) {
      throw new Error(`Route "${template}" has something after its catch-all parameter.`);
    }
  });
  return { template, segments, precedence: segments.map(({ precedence }) => precedence).join('') };
}

/** The parameters' values when the path (decoded, split at `/`) matches, otherwise undefined. */
export function matchRoute(route: HttpRoute, path: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  let position = 0;
  for (const segment of route.segments) {
    const isCatchAll = segment.parameters.some((parameter) => parameter.isCatchAll);
    const text = isCatchAll ? path.slice(position).join('/') : (path[position] ?? '');
    if (!matchSegment(segment, text, params)) {
      return undefined;
    }
    position = isCatchAll ? path.length : position + 1;
  }
  return position < path.length ? undefined : params;
}

function matchSegment(segment: Segment, text: string, params: Record<string, string>): boolean {
  const [first] = segment.parameters;
  if (
    text === '' &&
    first !== undefined &&
    (first.isOptional || first.isCatchAll || first.defaultValue !== undefined)
  ) {
    if (first.defaultValue !== undefined) {
      params[first.name] = first.defaultValue;
    }
    return true;
  }
  const match = segment.pattern.exec(text);
  if (match === null) {
    return false;
  }
  return segment.parameters.every((parameter, index) => {
    const value = match[index + 1] ?? '';
    params[parameter.name] = value;
    return parameter.constraints.every((matches) => matches(value));
  });
}

function parseSegment(text: string, template: string): Segment {
  const parameters: Parameter[] = [];
  const source = text
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      if (!part.startsWith('{')) {
        if (/[{}]/.test(part)) {
          throw new Error(`Route "${template}" has an unmatched or nested brace.`);
        }
        return part.replace(/[\\^$.*+?()[\]|]/g, '\\$&');
      }
      parameters.push(parseParameter(part.slice(1, -1), template));
      return '([^]+)';
    })
    .join('');
  const isMixed = source !== '([^]+)';
  if (isMixed && parameters.some((parameter) => parameter.isCatchAll || parameter.isOptional)) {
    throw new Error(`Route "${template}": an optional or catch-all parameter must be a whole segment.`);
  }
  return { precedence: precedenceOf(parameters, isMixed), pattern: new RegExp(`^${source}$`, 'i'), parameters };
}

function precedenceOf(parameters: readonly Parameter[], isMixed: boolean): number {
  const [first] = parameters;
  if (first === undefined) {
    return 1;
  }
  const isConstrained = first.constraints.length > 0;
  if (first.isCatchAll) {
    return isConstrained ? 4 : 5;
  }
  return isMixed || isConstrained ? 2 : 3;
}

function parseParameter(text: string, template: string): Parameter {
  const match = /^(\*{0,2})([a-z_]\w*)((?::[^:=?(]+(?:\([^)]*\))?)*)(=.*)?(\?)?$/i.exec(text);
  if (match === null) {
    throw new Error(`Route "${template}" has the parameter "{${text}}", which cannot be read.`);
  }
  const [, stars = '', name = '', constraints = '', defaultValue, optional] = match;
  return {
    name,
    isCatchAll: stars !== '',
    isOptional: optional !== undefined,
    defaultValue: defaultValue?.slice(1),
    constraints: (constraints.match(/[^:(]+(?:\([^)]*\))?/g) ?? []).map((one) => parseConstraint(one, template)),
  };
}
