import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';

/** A list of the .NET runtime that the parser was compiled from. */
export interface BridgeList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface ParserDiagnostic {
  readonly Severity: string;
  readonly Code: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

export interface ParsedCode {
  readonly Syntax: unknown;
  GetDiagnostics(): BridgeList<ParserDiagnostic>;
  GetSyntaxDiagnostics(): BridgeList<ParserDiagnostic>;
}

/** Opaque to us: tables and the global state they are bound against. */
interface TableSymbol {
  WithName(name: string): TableSymbol;
}
export interface Globals {
  WithDatabase(database: unknown): Globals;
}

/** The part of `Kusto.Language` that the engine uses. */
export interface KustoLanguage {
  readonly KustoCode: {
    Parse(text: string): ParsedCode;
    ParseAndAnalyze(text: string, globals: Globals): ParsedCode;
  };
  readonly Binding: {
    readonly Binder: {
      GetExpressionResultName(expression: unknown, defaultName: string, row: null): string | null;
    };
  };
  readonly GlobalState: { readonly Default: Globals };
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): TableSymbol };
    readonly DatabaseSymbol: { readonly $ctor1: new (name: string, members: readonly TableSymbol[]) => unknown };
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

let loaded: KustoLanguage | undefined;

/**
 * Microsoft's Kusto parser, loaded once (about half a second). The package is a pair of scripts that define globals
 * and cannot be required, so they run in a context of their own, the runtime before the parser.
 */
export function loadParser(): KustoLanguage {
  loaded ??= runScripts();
  return loaded;
}

function runScripts(): KustoLanguage {
  // A global object that nothing listens to makes each use of a global cheap. A Node.js that cannot make one makes the other kind.
  const context = vm.createContext(vm.constants?.DONT_CONTEXTIFY);
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    const filename = locate(script);
    new vm.Script(readFileSync(filename, 'utf8'), { filename }).runInContext(context);
  }
  return context['Kusto'].Language;
}

/** In its package; a bundle of this program has it beside itself. */
function locate(script: string): string {
  const beside = join(import.meta.dirname, script);
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve(`@kusto/language-service-next/${script}`);
}
