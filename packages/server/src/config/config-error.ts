// Everything that is wrong with the settings, at once, so that nobody fixes them one start at a time.

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  /** One sentence each, naming the setting. Never a secret's value. */
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(['The settings cannot be used:', ...lines.map((line) => `  ${line}`)].join('\n'));
    this.lines = lines;
  }
}
