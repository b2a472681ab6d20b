import { type IacVerdict, iacVerdicts } from '../../model/iac-verdict.ts';

export { type IacVerdict, iacVerdicts };

export function graverOf(a: IacVerdict, b: IacVerdict): IacVerdict {
  return iacVerdicts.indexOf(a) <= iacVerdicts.indexOf(b) ? a : b;
}
