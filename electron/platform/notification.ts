// A notification of the system, for what somebody should know while looking elsewhere.
import { Notification } from 'electron'

/** Nothing happens where the system has no notifications: the window and the activity say the same. */
export const showNotification = (title: string, body: string): void => {
  if (Notification.isSupported()) new Notification({ title, body }).show()
}
