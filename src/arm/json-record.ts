import { isRecord } from '../model/is-record.ts';

/** A JSON object's members; undefined for anything else. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}
