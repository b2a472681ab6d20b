const timeSpan = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/** Milliseconds of a .NET time span such as `00:00:30` or `1.00:00:00.5`, the form host.json uses. */
export function parseTimeSpan(text: string): number {
  const match = timeSpan.exec(text);
  const [, days = '0', hours = '', minutes = '', seconds = '', fraction = ''] = match ?? [];
  if (match === null || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    throw new Error(`"${text}" is not a time span; write [days.]hh:mm:ss[.fraction], for example 00:00:30.`);
  }
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction || '0'}`) * 1000);
}
