export const TEMPLATE_STATUSES = ['approved', 'pending', 'paused', 'rejected', 'disabled'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
