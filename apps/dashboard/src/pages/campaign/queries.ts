import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { live } from '../../live/live';

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: async ({ signal }) => {
      const since = live.now().heard.position;
      const campaign = await answerOf(api.GET('/v1/campaigns/{id}', { signal, params: { path: { id } } }));
      return { campaign, since };
    },
  });
}
