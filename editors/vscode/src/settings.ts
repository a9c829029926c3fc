// What the server is to go by. Only what a person has set is passed on: all else is for
// .domcheck.cfg to say, and an editor's default must not stand above it.

/** The part of VS Code's configuration that is looked at here. */
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
