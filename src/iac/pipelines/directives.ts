import { isOff, type Presence, presenceUnder, weaker } from '../judge/presence.ts';
import type { Place } from '../text/place.ts';
import { choice, type ListValue, type ObjectValue, object, options, scalar, type Value } from '../value/value.ts';
import { entriesIn, itemsIn } from '../value/visit.ts';
import { isFalseForAll } from './condition.ts';
import { compiled, expressionValue, type PipelineScope } from './scope.ts';

/** A part of a pipeline with what names mean there, and whether it stands. */
export interface Standing {
  readonly value: Value;
  readonly scope: PipelineScope;
  readonly presence: Presence;
}

interface StandingEntry extends Standing {
  readonly key: string;
}

/** Asked before every turn of a loop; false where there were too many. */
export type MayGoOn = () => boolean;

/** The items of a list, with those below `${{ if }}`, `${{ else }}` and `${{ each }}` in their places. */
export function itemsUnder(list: ListValue, scope: PipelineScope, presence: Presence, mayGoOn: MayGoOn): Standing[] {
  const chain = new Chain();
  return list.items.flatMap((item): Standing[] => {
    const directives = directivesOf(item);
    if (directives === undefined) return [{ value: item, scope, presence }];
    return directives.flatMap(({ directive, value }) =>
      turnsOf(directive, chain, { value, scope, presence }, mayGoOn).flatMap((turn) =>
        turn.value.kind === 'list' ? itemsUnder(turn.value, turn.scope, turn.presence, mayGoOn) : [turn],
      ),
    );
  });
}

/** The entries of a map, with those below directives beside the others. */
export function entriesUnder(
  map: ObjectValue,
  scope: PipelineScope,
  presence: Presence,
  mayGoOn: MayGoOn,
): StandingEntry[] {
  const chain = new Chain();
  return entriesIn(map).flatMap(([key, value]): StandingEntry[] => {
    const directive = directiveOf(key, value.at);
    if (directive === undefined) return [{ key, value, scope, presence }];
    return turnsOf(directive, chain, { value, scope, presence }, mayGoOn).flatMap((turn) =>
      turn.value.kind === 'object' ? entriesUnder(turn.value, turn.scope, turn.presence, mayGoOn) : [],
    );
  });
}

interface Directive {
  readonly word: string;
  readonly rest: string;
  readonly at: Place;
}

function directiveOf(key: string, at: Place): Directive | undefined {
  const [, word, rest = ''] = /^\$\{\{\s*(if|elseif|else|each|insert)\b(.*)\}\}\s*$/s.exec(key) ?? [];
  return word === undefined ? undefined : { word, rest: rest.trim(), at };
}

/** undefined where the item is no directive. */
function directivesOf(item: Value): { readonly directive: Directive; readonly value: Value }[] | undefined {
  const found = entriesIn(item).map(([key, value]) => ({ directive: directiveOf(key, value.at), value }));
  const whole = found.flatMap(({ directive, value }) => (directive === undefined ? [] : [{ directive, value }]));
  return whole.length === 0 || whole.length < found.length ? undefined : whole;
}

const opposite: Readonly<Record<Presence, Presence>> = {
  stands: 'off',
  'may-stand': 'may-stand',
  off: 'stands',
  never: 'stands',
};

/** What was said before an `elseif` or `else`. */
class Chain {
  #rest: Presence = 'stands';

  /** Whether the next branch stands. */
  next({ word, rest, at }: Directive, scope: PipelineScope): Presence {
    if (word === 'if') this.#rest = 'stands';
    const own = word === 'else' ? 'stands' : branchOf(rest, scope, at);
    const presence = weaker(this.#rest, own);
    this.#rest = weaker(this.#rest, opposite[own]);
    return presence;
  }
}

function branchOf(condition: string, scope: PipelineScope, at: Place): Presence {
  const presence = asDecided(expressionValue(condition, scope, at));
  return isOff(presence) && isFalseForAll((known) => expressionValue(condition, known, at), scope) ? 'never' : presence;
}

/** By what is given; a default that was overridden counts only where nothing else is known. */
function asDecided(condition: Value): Presence {
  const sure = options(condition).filter((option) => option.sure);
  return presenceUnder(
    sure.length === 0
      ? condition
      : choice(
          sure.map(({ value }) => ({ value, certainty: 'sure' })),
          condition.at,
        ),
  );
}

function turnsOf(directive: Directive, chain: Chain, inside: Standing, mayGoOn: MayGoOn): Standing[] {
  const { value, scope, presence } = inside;
  if (directive.word === 'insert')
    return options(compiled(value, scope)).map((each) => ({ ...inside, value: each.value }));
  if (directive.word === 'each') return loopTurns(directive, inside, mayGoOn);
  return [{ value, scope, presence: weaker(presence, chain.next(directive, scope)) }];
}

function loopTurns({ rest, at }: Directive, inside: Standing, mayGoOn: MayGoOn): Standing[] {
  const [, name = '', collection = ''] = /^(\w+)\s+in\s+(.*)$/s.exec(rest) ?? [];
  const turn = (member: Value, presence: Presence): Standing => ({
    ...inside,
    scope: { ...inside.scope, loops: new Map([...inside.scope.loops, [name.toLowerCase(), member]]) },
    presence: weaker(inside.presence, presence),
  });
  return options(expressionValue(collection, inside.scope, at)).flatMap(({ value, sure }) => {
    if (value.kind === 'unknown') return [turn(value, 'may-stand')];
    return membersOf(value)
      .filter(() => mayGoOn())
      .map((member) => turn(member, sure ? 'stands' : 'may-stand'));
  });
}

function membersOf(collection: Value): readonly Value[] {
  if (collection.kind === 'list') return itemsIn(collection);
  return entriesIn(collection).map(([key, value]) =>
    object(
      new Map([
        ['key', scalar(key, value.at)],
        ['value', value],
      ]),
      value.at,
      { ignoresCase: true },
    ),
  );
}
