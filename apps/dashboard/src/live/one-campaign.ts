import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api } from '../api/client';
import type { components } from '../api/schema';
import { live, useNewest } from './live';

export type CampaignDetails = components['schemas']['CampaignDetails'];

/** Everything that was read of one campaign, so that it can be asked for again. */
export const ofCampaign = (id: string) => ['campaigns', 'one', id] as const;

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: [...ofCampaign(id), 'details'],
    queryFn: async ({ signal }) => {
      const since = live.now().heard.position;
      const campaign = await answerOf(api.GET('/v1/campaigns/{id}', { signal, params: { path: { id } } }));
      return { campaign, since };
    },
  });
}

/** How often the details are asked for again while the summary changes, at the most, milliseconds. */
const THROTTLE = 2000;

/** A campaign as it is now: its headline from the stream, the rest asked for again, in measure, when that has changed. */
export function useCampaign(id: string) {
  const queries = useQueryClient();
  const newest = useNewest();
  const query = useQuery(campaignQuery(id));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = live.listen((changed) => {
      if (changed !== null && !changed.some((campaign) => campaign.id === id)) return;
      timer ??= setTimeout(
        () => {
          timer = undefined;
          void queries.invalidateQueries({ queryKey: ofCampaign(id) });
        },
        changed === null ? 0 : THROTTLE,
      );
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [id, queries]);
  const { data } = query;
  const campaign: CampaignDetails | undefined = data && { ...data.campaign, ...newest(data.campaign, data.since) };
  return { ...query, campaign };
}
