import type { z } from 'zod';

/** What is wrong with settings, and at which key, in words that show no value of theirs. */
export function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return 'nobody knows why';
  const at = issue.path.reduce<string>(appended, '');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = issue.keys.map((key) => appended(at, key)).join(', ');
      return `${names} is not known: check its spelling, or remove it`;
    }
    case 'invalid_value':
      return `${at} must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      // The library's own message is for programmers.
      return `${at} ${issue.message.startsWith('Invalid') ? 'is missing or not one of the known ones' : issue.message}`;
    case 'invalid_type':
      return `${at || 'the whole'} is missing, or is not of type ${issue.expected}`;
    case 'invalid_format':
      return `${at} ${issue.format === 'date' ? 'must be a date such as 2027-01-31' : issue.message}`;
    case 'too_small':
      return `${at} must ${bound(issue.origin, issue.minimum, 'at least')}`;
    case 'too_big':
      return `${at} must ${bound(issue.origin, issue.maximum, 'at most')}`;
    case 'custom':
      return `${at} ${issue.message}`;
    default:
      return `${at}: ${issue.message}`;
  }
}

function bound(origin: string, limit: number | bigint, which: 'at least' | 'at most'): string {
  if (origin === 'array') return `have ${which} ${limit} of them`;
  return origin === 'string' ? `have ${which} ${limit} characters` : `be ${which} ${limit}`;
}

function appended(path: string, segment: PropertyKey): string {
  if (typeof segment === 'number') return `${path}[${segment}]`;
  return path === '' ? String(segment) : `${path}.${String(segment)}`;
}
