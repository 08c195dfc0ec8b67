import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where what came of something is said. Loaded after the first page: nothing has been done before that, and what is said meanwhile waits. */
export function Toasts() {
  // In the corners at the right stand the buttons that people go on with.
  return <Notifications position="bottom-center" limit={4} />;
}
