import { recordResult, reportStatus } from '@arauto/domain';
import type { ReportWords } from '@arauto/read-models/reporting';
import { errorInfo } from '@arauto/whatsapp';

/** The report's words: states from the domain's vocabulary, causes from the provider's error catalogue. */
export const reportWords: ReportWords = {
  status({ state, accepted, needsAttention, errorCode }) {
    const errorReportStatus = errorCode === null ? null : (errorInfo(errorCode).reportStatus ?? null);
    return reportStatus({ state, accepted, needsAttention, errorReportStatus });
  },
  result: (stands) => recordResult(stands),
};
