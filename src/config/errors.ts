/** A setting that is missing, unknown or malformed. The message names it, says what is expected, and never shows its value. */
export class SettingError extends Error {
  override readonly name = 'SettingError';

  constructor(setting: string, problem: string) {
    super(`Setting ${setting} ${problem}`);
  }
}
