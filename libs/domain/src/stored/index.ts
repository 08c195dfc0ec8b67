/** The face of what needs zod; what readers and writers of the log need (`encode`, `decode`) is on the face of the domain. */
export { validateStored } from './validate';
