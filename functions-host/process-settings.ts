/** Settings by name; `undefined` removes a variable the process had. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** Puts the settings into `process.env`, where apps read them; the returned function puts back what was there before. */
export function applySettings(settings: Settings): () => void {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(settings)) {
    setVariable(name, value);
  }
  return () => {
    for (const [name, value] of before) {
      setVariable(name, value);
    }
  };
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) {
    delete process.env[name];
  } else {
    process.env[name] = value;
  }
}
