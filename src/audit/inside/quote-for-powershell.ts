/** Text of any kind that means itself to PowerShell, which takes curved quotes for straight ones. */
export function quoteForPowerShell(value: string): string {
  return `'${value.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
