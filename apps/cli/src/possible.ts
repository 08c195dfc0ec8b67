/** Actions of campaigns that are commands here, too. */
const COMMANDS = ['upload', 'start', 'pause', 'resume', 'cancel', 'report'];

/** What may be done with a campaign now, and by what: `pause, cancel; by the API: duplicate`. */
export function possible(allowed: readonly string[]): string {
  const here = allowed.filter((action) => COMMANDS.includes(action));
  const elsewhere = allowed.filter((action) => !COMMANDS.includes(action));
  const byApi = elsewhere.length === 0 ? [] : [`by the API: ${elsewhere.join(', ')}`];
  return [...(here.length === 0 ? [] : [here.join(', ')]), ...byApi].join('; ') || 'nothing';
}
