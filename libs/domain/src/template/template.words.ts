/** From the status that lets most be sent to the one that lets least. */
export const TEMPLATE_STRICTNESS = ['approved', 'pending', 'paused', 'rejected', 'disabled'] as const;

/** In the order in which they are offered. */
export const TEMPLATE_STATUSES = ['approved', 'paused', 'disabled', 'pending', 'rejected'] as const;

export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

export function strictnessOfStatus(status: TemplateStatus): number {
  return TEMPLATE_STRICTNESS.indexOf(status);
}

/** Marketing is bound most: opt-outs, limits per person, price. A category that nobody knows may be anything. */
const CATEGORIES = ['AUTHENTICATION', 'UTILITY', 'MARKETING'];

export function strictnessOfCategory(category: string): number {
  const known = CATEGORIES.indexOf(category);
  return known < 0 ? CATEGORIES.length : known;
}
