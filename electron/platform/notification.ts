// A notification of the system, for what somebody should know while looking elsewhere. A click on it brings the window.
import { BrowserWindow, Notification } from 'electron'

/** Nothing happens where the system has no notifications: the window and the activity say the same. */
export const showNotification = (title: string, body: string): void => {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notification.on('click', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  notification.show()
}
