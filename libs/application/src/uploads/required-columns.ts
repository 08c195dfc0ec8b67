import { type CampaignSettings, requiredFields } from '@arauto/domain';

/** What a row must bring besides its phone, which it always must. */
export function requiredColumns({ content }: CampaignSettings): string[] {
  return requiredFields(content.parameterMapping).filter((field) => field !== 'phone');
}
