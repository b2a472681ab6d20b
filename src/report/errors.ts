/** A saved report that cannot be used. `path` names the place, `clusters[3].scores.readiness.value`; empty for the whole text. */
export class ReportFormatError extends Error {
  override readonly name = 'ReportFormatError';
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(
      path === '' ? `The report cannot be used: ${problem}` : `The report is wrong at ${path}: ${problem}`,
      options,
    );
    this.path = path;
  }
}
