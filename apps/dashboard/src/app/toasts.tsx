import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where what came of something is said. Loaded after the first page: nothing has been done before that, and what is said meanwhile waits. */
export function Toasts() {
  return <Notifications position="bottom-right" limit={4} />;
}
