/** One setting of a connection that an adapter cannot work with. */
export interface SettingProblem {
  /** Where it stands in the body of a request: `connection.baseUrl`, `credentials.accessToken`. */
  readonly path: string;
  /** `https, or http on loopback`. Holds nothing of the value. */
  readonly expected: string;
}

/** A connection with settings that no call can be made with: trying again is of no use until a person mends them. */
export class UnfitSettings extends Error {
  override readonly name = 'UnfitSettings';
  /** @param problems at least one */
  constructor(readonly problems: readonly SettingProblem[]) {
    super(problems.map(({ path, expected }) => `${path} must be ${expected}`).join('; '));
  }
}
