import { useTranslation } from 'react-i18next';
import { Badge } from './badge';
import type { IconName } from './icon';
import { TEMPLATE_STATUSES, type TemplateStatus } from './template-statuses';
import type { Tone } from './tone';

export const TEMPLATE_LOOKS: Readonly<Record<TemplateStatus, readonly [Tone, IconName]>> = {
  approved: ['green', 'check'],
  pending: ['blue', 'clock'],
  paused: ['orange', 'pause'],
  rejected: ['red', 'cross'],
  disabled: ['grey', 'stop'],
};

export function TemplateStatusBadge({ status }: { readonly status: string }) {
  const { t } = useTranslation();
  const known = TEMPLATE_STATUSES.find((each) => each === status);
  const [tone, icon] = known ? TEMPLATE_LOOKS[known] : (['grey', 'help'] as const);
  return (
    <Badge tone={tone} icon={icon}>
      {known ? t(`template.status.${known}`) : status}
    </Badge>
  );
}

export const TEMPLATE_CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const;

/** The name of a category as the platform has it; one that came up later stands as it is. */
export function useCategoryName(): (category: string) => string {
  const { t } = useTranslation();
  return (category) => {
    const known = TEMPLATE_CATEGORIES.find((each) => each === category);
    return known ? t(`template.category.${known}`) : category;
  };
}
