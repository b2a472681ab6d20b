const prefix = 'KUBENET_AUDIT_';

/** The option of a command that says the same as a setting: `--max-rps` for `KUBENET_AUDIT_MAX_RPS`. */
export function optionName(setting: string): string {
  return `--${setting.replace(prefix, '').toLowerCase().replaceAll('_', '-')}`;
}

/** The other way round, from the option's name as commander keeps it: `maxRps`. */
export function settingNameOf(camelCase: string): string {
  return `${prefix}${camelCase.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
