/** The code that makes an execution environment, as a host gets it. */
export interface EnvironmentScript {
  /** A classic script, to be evaluated for each environment. */
  readonly core: string;
  /** What few handlers need, by name: function expressions, to be evaluated when the core asks its host for them. */
  readonly parts: Readonly<Record<string, string>>;
}
