import type { SourceText } from '../text/place.ts';
import { withText } from '../text/source-text.ts';
import { choice, mapped, scalar, textOf, unknown, type Value } from '../value/value.ts';

/** Stands, character for character, where a template's braces were. */
const masked = '\uE000';

/**
 * A template of Helm and its kind as the YAML around its braces: lines that are braces alone (`{{- if … }}`) become blank, braces inside a
 * line a text of the same length. Nothing moves.
 */
export function maskedTemplate(source: SourceText): SourceText {
  const blank = (text: string) => text.replace(/[^\r\n]/g, ' ');
  const lines = source.text.replace(/^[ \t]*(?:\{\{(?:(?!\}\}).)*\}\}[ \t]*)+$/gms, blank);
  return withText(
    source,
    lines.replace(/\{\{(?:(?!\}\}).)*\}\}/gs, (text) => text.replace(/[^\r\n]/g, masked)),
  );
}

/** Whether a template leaves parts out, so that nothing in it is sure to be made. */
export function hasBranches(source: SourceText): boolean {
  return /\{\{-?\s*(if|else|range|with|define)\b/.test(source.text);
}

/** Whether a text holds braces that something fills in before the file is used. */
export function isTemplateText(text: string): boolean {
  return text.includes(masked) || /(^|[^$])\{\{/.test(text);
}

/**
 * What a text with a variable of another tool stands for: `${NAME}` and `${NAME:=default}` of clusterctl and Flux, `{{ … }}` of Helm and its
 * kind. Other texts are themselves.
 */
export function filledIn(value: Value): Value {
  return mapped(value, (each) => {
    const text = textOf(each) ?? '';
    if (isTemplateText(text)) return unknown('a template fills it in', each.at);
    const [, name, fallback] = /^\$\{(\w+)(?::?[-=]([^}]*))?\}$/.exec(text) ?? [];
    if (name === undefined) return each;
    if (fallback === undefined) return unknown(`${name} is given when the file is filled in`, each.at, 'caller');
    return choice([{ value: scalar(fallback, each.at), certainty: 'maybe' }], each.at);
  });
}
