import { type Reported, reported, type Stands } from '@arauto/domain';
import { errorInfo } from './error-catalogue';

/** The words of both reports: states from the domain's mapping, causes from the error catalogue. */
export function reportWords(
  stands: Omit<Stands, 'errorReportStatus'> & { readonly errorCode: string | null },
): Reported {
  const { errorCode, ...others } = stands;
  return reported({
    ...others,
    errorReportStatus: errorCode === null ? null : (errorInfo(errorCode).reportStatus ?? null),
  });
}
