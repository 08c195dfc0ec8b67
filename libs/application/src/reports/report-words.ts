import { recordResult, reportStatus } from '@arauto/domain';
import type { ReportWords } from '@arauto/read-models/reporting';
import { errorInfo } from '@arauto/whatsapp';

/** The words of the reports, for the projection that keeps their rows. A row that no report shows has no status. */
export const reportWords: ReportWords = {
  status: ({ state, accepted, needsAttention, errorCode }) =>
    reportStatus({
      state,
      accepted,
      needsAttention,
      attempted: true,
      ...(errorCode !== null && { errorReportStatus: errorInfo(errorCode).reportStatus }),
    }) ?? '',
  result: recordResult,
};
