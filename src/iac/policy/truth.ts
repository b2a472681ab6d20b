/** Whether a condition holds: both may be where it hangs on what is not asked about. */
export interface Truth {
  readonly canHold: boolean;
  readonly canFail: boolean;
  /** Why a condition on the network plugin was not worked out. */
  readonly open: string | undefined;
}

export const holds: Truth = { canHold: true, canFail: false, open: undefined };
export const fails: Truth = { canHold: false, canFail: true, open: undefined };
/** Of something else than the plugin. */
export const either: Truth = { canHold: true, canFail: true, open: undefined };

export function notWorkedOut(open: string): Truth {
  return { canHold: true, canFail: true, open };
}

export function truth(does: boolean): Truth {
  return does ? holds : fails;
}

export function not({ canHold, canFail, open }: Truth): Truth {
  return { canHold: canFail, canFail: canHold, open };
}

export function all(truths: readonly Truth[]): Truth {
  // One that surely fails decides, whatever the others are.
  if (truths.some(({ canHold }) => !canHold)) return fails;
  return {
    canHold: true,
    canFail: truths.some(({ canFail }) => canFail),
    open: truths.find(({ open }) => open !== undefined)?.open,
  };
}

export function any(truths: readonly Truth[]): Truth {
  return not(all(truths.map(not)));
}
