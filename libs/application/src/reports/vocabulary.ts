import {
  CONTACT_STATES,
  CONTENT_TYPES,
  CONVERSATION_TYPES,
  labelsIn,
  type Language,
  LANGUAGES,
  RECORD_RESULTS,
  REPORT_STATUSES,
} from '@arauto/domain';
import { detailedReport, type KeyedReport, repliesReport } from '@arauto/reporting';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, oneOf, optional } from '../fields';
import { list, named, object, type Shown, text } from '../fields/shapes';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import { AfterQuery } from '../paging';

const word = object({ code: text, label: text });
const explained = object({ code: text, label: text, description: text });

export const vocabularyBody = named(
  'Vocabulary',
  object({
    language: text,
    statuses: list(explained),
    contactStates: list(explained),
    results: list(explained),
    conversationTypes: list(word),
    contentTypes: list(word),
    /** Of the detailed report, by what a column is chosen by. */
    columns: object({ MT: list(word), MO: list(word) }),
    /** What no report can tell. */
    notTracked: text,
  }),
);
export type VocabularyBody = Shown<typeof vocabularyBody>;

export class VocabularyQuery extends AfterQuery {
  @Field(optional(oneOf(LANGUAGES)), 'That of the request by default.') readonly language?: Language;
}

export class Vocabulary extends QueryWith<VocabularyQuery, VocabularyBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: VocabularyQuery,
    answers: vocabularyBody,
  };
}

@QueryHandler(Vocabulary)
export class VocabularyHandler implements IQueryHandler<Vocabulary> {
  /** Every machine value of the reports, in the order in which people read them. */
  execute({ context, input: { language = context.language ?? 'en' } }: Vocabulary): Promise<VocabularyBody> {
    const words = labelsIn(language);
    return Promise.resolve({
      language,
      statuses: REPORT_STATUSES.map((code) => ({ code, ...words.reportStatus[code] })),
      contactStates: CONTACT_STATES.map((code) => ({ code, ...words.contactState[code] })),
      results: RECORD_RESULTS.map((code) => ({ code, ...words.recordResult[code] })),
      conversationTypes: CONVERSATION_TYPES.map((code) => ({ code, label: words.conversationType[code] })),
      contentTypes: CONTENT_TYPES.map((code) => ({ code, label: words.contentType[code] })),
      columns: { MT: titlesOf(detailedReport, language), MO: titlesOf(repliesReport, language) },
      notTracked: words.notTracked,
    });
  }
}

function titlesOf<Row>({ columns }: KeyedReport<Row>, language: Language) {
  return columns.map(({ key, title }) => ({ code: key, label: title[language] }));
}
