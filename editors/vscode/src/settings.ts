// The settings for the server. Only what a person has set is passed on: .domcheck.cfg decides the
// rest, and an editor's default must not override it.

/** The part of VS Code's configuration that this file uses. */
export interface Configuration {
  inspect<T>(key: string): {
    globalValue?: T;
    workspaceValue?: T;
    workspaceFolderValue?: T;
  } | undefined;
}

const keys = ['caps', 'failOn', 'disable', 'severity'] as const;

export type Settings = Partial<Record<(typeof keys)[number], unknown>>;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0);
}

export function settingsOf(configuration: Configuration): Settings {
  const settings: Settings = {};
  for (const key of keys) {
    const set = configuration.inspect<unknown>(key);
    const value = set?.workspaceFolderValue ?? set?.workspaceValue ?? set?.globalValue;
    if (!isEmpty(value)) {
      settings[key] = value;
    }
  }
  return settings;
}
