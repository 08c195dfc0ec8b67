/** What a provider is told of a number: where and what it is there, or secrets. */
export type Settings = { readonly [setting: string]: string };

/** What a value must be, as it is said after "must be", where it is not that; null where it is. Never says anything of the value. */
export interface SettingRule {
  (value: string): string | null;
  /** A number can do without it. */
  readonly isOptional?: true;
}

/** Every setting of a kind of provider, and the settings of a number; all of them are needed but the optional ones. */
export interface SettingParts<Part> {
  readonly connection: Part;
  readonly credentials: Part;
}
export type SettingRules = SettingParts<Readonly<Record<string, SettingRule>>>;

/** One setting that nothing can be done with. */
export interface SettingProblem {
  /** Where it stands in the body of a request: `connection.baseUrl`, `credentials.accessToken`. */
  readonly path: string;
  readonly code: 'required' | 'too_long' | 'invalid';
  /** `an https address, or http on loopback`. Holds nothing of the value. */
  readonly expected: string;
}

/** In characters. */
export const LONGEST_SETTING = 4096;

/** What is wrong with the parts that are given, each of them whole. Pure. */
export function settingProblems(
  rules: SettingRules,
  given: Partial<SettingParts<Settings | undefined>>,
): SettingProblem[] {
  return (['connection', 'credentials'] as const).flatMap((part) => {
    const settings = given[part];
    if (settings === undefined) return [];
    const known = rules[part];
    const names = new Set([...Object.keys(known), ...Object.keys(settings)]);
    return [...names].flatMap((name) => {
      const rule = Object.hasOwn(known, name) ? known[name] : undefined;
      return problemOf(`${part}.${name}`, rule, settings[name] ?? '') ?? [];
    });
  });
}

function problemOf(path: string, rule: SettingRule | undefined, value: string): SettingProblem | null {
  if (!rule) return { path, code: 'invalid', expected: 'left out: the provider has no such setting' };
  if (value.length > LONGEST_SETTING)
    return { path, code: 'too_long', expected: `at most ${LONGEST_SETTING} characters long` };
  const expected = rule(value);
  return expected === null ? null : { path, code: value.trim() === '' ? 'required' : 'invalid', expected };
}

/** A connection with settings that no call can be made with: trying again is of no use until a person mends them. */
export class UnfitSettings extends Error {
  override readonly name = 'UnfitSettings';
  /** @param problems at least one */
  constructor(readonly problems: readonly Pick<SettingProblem, 'path' | 'expected'>[]) {
    super(problems.map(({ path, expected }) => `${path} must be ${expected}`).join('; '));
  }
}
