import { recordResult, reportStatus } from '@arauto/domain';
import type { ReportWords } from '@arauto/read-models/reporting';
import { errorInfo } from '@arauto/whatsapp';

/** The report's words: states from the domain's vocabulary, causes from the provider's error catalogue. */
export const reportWords: ReportWords = {
  status({ state, accepted, needsAttention, errorCode }) {
    const errorReportStatus = errorCode === null ? undefined : (errorInfo(errorCode).reportStatus ?? undefined);
    return (
      reportStatus({
        state,
        accepted,
        needsAttention,
        attempted: true,
        ...(errorReportStatus !== undefined && { errorReportStatus }),
      }) ?? 'queued'
    );
  },
  result: (stands) => recordResult(stands),
};
