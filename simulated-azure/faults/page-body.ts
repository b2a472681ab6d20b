import type { Answer } from '../wire/answer.ts';
import type { Incoming } from '../wire/incoming.ts';

/** Changes the rows of a page: ARM's `value`, or Resource Graph's `data` (with its `count`). Any other answer comes back as it was. */
export function withRows(answer: Answer, change: (rows: readonly unknown[]) => readonly unknown[]): Answer {
  const { json } = answer;
  if (typeof json !== 'object' || json === null) return answer;
  if ('value' in json && Array.isArray(json.value)) return { ...answer, json: { ...json, value: change(json.value) } };
  if (!('data' in json)) return answer;
  if (Array.isArray(json.data)) {
    const data = change(json.data);
    return { ...answer, json: { ...json, data, count: data.length } };
  }
  return answer;
}

/** Makes a page name itself as the next one: `nextLink` is the request's own address, `$skipToken` the request's own token. */
export function repeatPage(answer: Answer, incoming: Incoming): Answer {
  const { json } = answer;
  if (typeof json !== 'object' || json === null) return answer;
  if ('value' in json) return { ...answer, json: { ...json, nextLink: incoming.url.href } };
  if (!('data' in json)) return answer;
  const token = '$skipToken' in json ? json.$skipToken : undefined;
  const own = ownSkipToken(incoming.body) ?? token;
  return own === undefined ? answer : { ...answer, json: { ...json, $skipToken: own } };
}

function ownSkipToken(body: string): string | undefined {
  const parsed: unknown = JSON.parse(body);
  if (typeof parsed !== 'object' || parsed === null || !('options' in parsed)) return undefined;
  const { options } = parsed;
  if (typeof options !== 'object' || options === null || !('$skipToken' in options)) return undefined;
  return typeof options.$skipToken === 'string' ? options.$skipToken : undefined;
}
