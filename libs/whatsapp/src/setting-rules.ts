import {
  settingProblems,
  type SettingParts,
  type SettingRule,
  type SettingRules,
  type Settings,
  UnfitSettings,
} from './settings';

/** What settings of several kinds must be. */
export function like(pattern: RegExp, expected: string): SettingRule {
  return (value) => (pattern.test(value) ? null : expected);
}

/** A setting that a number can do without. */
export function optional(rule: SettingRule): SettingRule {
  return Object.assign((value: string) => (value === '' ? null : rule(value)), { isOptional: true as const });
}

/** A secret that is sent or compared byte by byte: a blank in it was pasted by mistake. */
export const visible = like(/^[\x21-\x7e]+$/, 'visible ASCII characters without blanks');

/** Where a platform is called: a path in it is kept. */
export const callableAddress: SettingRule = (value) => {
  if (addressOf(value) === null) return 'an https address, or http on loopback';
  // In the text: an empty query or fragment, or a blank at an end, leaves no trace in what a URL is parsed to.
  return /[?#\s\\]/.test(value) ? 'an address without query, fragment and blanks' : null;
};

/** An address that a token may be sent to; null for any other. */
export function addressOf(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  // An empty user and an empty password leave no trace in what a URL is parsed to.
  if (!url || url.username !== '' || url.password !== '' || text.includes('@')) return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? url : null;
}

/**
 * Where a connection is called, by settings that pass.
 * @param calledWith paths of what calls are made with: a number whose other settings no longer pass can be called all the same
 * @throws UnfitSettings naming every wrong one
 */
export function callableWith(
  rules: SettingRules,
  settings: SettingParts<Settings & { readonly baseUrl?: string }>,
  calledWith: ReadonlySet<string>,
): URL {
  const url = addressOf(settings.connection.baseUrl ?? '');
  const problems = settingProblems(rules, settings).filter(({ path }) => calledWith.has(path));
  if (problems.length > 0 || url === null) throw new UnfitSettings(problems);
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
