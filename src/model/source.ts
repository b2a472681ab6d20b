/** Where a rule comes from. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** How sure the source is: documented, read in source code, reported by users, inferred. */
  readonly sure: 'documented' | 'source' | 'reported' | 'inferred';
}
