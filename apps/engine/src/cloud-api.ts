/**
 * Loads the Cloud API adapter when a sender first needs it: with its HTTP client it is a tenth of all that the engine has to load, and
 * nobody can send in the first moment. By its place, because Node itself resolves this import.
 */
export function loadCloudApi(): Promise<typeof import('@arauto/whatsapp/cloud-api')> {
  return import('../../../libs/whatsapp/src/cloud-api/index.js');
}
