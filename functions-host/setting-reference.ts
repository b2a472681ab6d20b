/** Replaces each `%NAME%` by the setting of that name, as the platform does in schedules and queue names. */
export function resolveSettingReferences(text: string, where: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined) {
      throw new Error(`${where} refers to %${name}%, but there is no setting ${name}. Add it to the host's settings.`);
    }
    return value;
  });
}
