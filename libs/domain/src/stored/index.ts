/** The face of what needs zod; what the door of the log needs (`storedVersions`) is on the face of the domain. */
export { validateStored } from './validate';
