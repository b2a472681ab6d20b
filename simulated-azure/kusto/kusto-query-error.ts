/**
 * The codes Azure Resource Graph puts into `error.details[].code` when it refuses a query. Seen in answers of the
 * service: ParserFailure, DisallowedLogicalTableName, UnknownFunction, UnsupportedJoinFlavor,
 * DisallowedMaxNumberOfRemoteTables; everything else comes as InvalidQuery.
 */
export type KustoErrorCode =
  | 'ParserFailure'
  | 'InvalidQuery'
  | 'UnknownFunction'
  | 'UnsupportedJoinFlavor'
  | 'DisallowedLogicalTableName'
  | 'DisallowedMaxNumberOfRemoteTables';

/** Where in the query text a refusal points: line from 1, character from 0, as the service counts. */
export interface QueryPosition {
  readonly line: number;
  readonly characterPositionInLine: number;
  readonly token: string;
}

export interface KustoErrorDetail extends Partial<QueryPosition> {
  readonly code: string;
  readonly message: string;
}

const INVALID_QUERY =
  'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.';

/** A query that Resource Graph answers with HTTP 400 and `error.code` BadRequest. */
export class KustoQueryError extends Error {
  readonly code: KustoErrorCode;
  /** What belongs into `error.details`, in the service's order: the general InvalidQuery line comes first. */
  readonly details: readonly KustoErrorDetail[];

  constructor(code: KustoErrorCode, message: string, position?: QueryPosition) {
    super(message);
    this.name = 'KustoQueryError';
    this.code = code;
    this.details = errorDetails(code, message, position);
  }
}

function errorDetails(code: KustoErrorCode, message: string, position?: QueryPosition): KustoErrorDetail[] {
  if (code === 'DisallowedLogicalTableName') return [{ code, message }];
  // The service's own message for a text that does not parse is the bare code; the position carries the news.
  const specific = { code, message: code === 'ParserFailure' ? 'ParserFailure' : message, ...position };
  return [{ code: 'InvalidQuery', message: INVALID_QUERY }, specific];
}
