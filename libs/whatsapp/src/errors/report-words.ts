import { type ContactState, recordResult, reportStatus } from '@arauto/domain';
import { errorInfo } from './error-catalogue';

/** Where a contact stands, as far as a report says it. */
interface Stands {
  readonly state: ContactState;
  /** Some attempt was accepted by the provider. */
  readonly accepted: boolean;
}

/** The words of the reports: states from the domain's vocabulary, causes from the error catalogue. Null: no report shows it. */
export const reportWords = {
  status(stands: Stands & { readonly needsAttention: boolean; readonly errorCode: string | null }) {
    const { state, accepted, needsAttention, errorCode } = stands;
    const errorReportStatus = errorCode === null ? null : (errorInfo(errorCode).reportStatus ?? null);
    return reportStatus({ state, accepted, needsAttention, errorReportStatus });
  },
  result: (stands: Stands) => recordResult(stands),
};
