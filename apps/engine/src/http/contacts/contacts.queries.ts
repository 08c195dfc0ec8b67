import { CONTACT_STATES } from '@arauto/domain';
import { PageQuery } from '../fields/page.query';
import { QueryFlag, QueryList, QueryText } from '../fields/query-field';

export class ListContactsQuery extends PageQuery {
  @QueryList(CONTACT_STATES) state?: string[] | undefined;
  @QueryText() q?: string | undefined;
  @QueryText(64) error?: string | undefined;
  @QueryFlag() needsAttention?: boolean | undefined;
}
