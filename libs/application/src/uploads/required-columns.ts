import { type CampaignSettings, requiredOf } from '@arauto/domain';

/** What a row must bring besides its phone, which it always must. */
export function requiredColumns({ content }: CampaignSettings): string[] {
  return requiredOf(content).filter((field) => field !== 'phone');
}
