// Toasts. The library is loaded with the first one.

export type Toast = { message: string; tone?: 'plain' | 'good' | 'bad' }

const colours = { plain: 'gray', good: 'green', bad: 'red' } as const

/** Shows one sentence for a few seconds at the foot of the window; bad news stays until it is closed. */
export const notify = ({ message, tone = 'plain' }: Toast): void => {
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      message,
      color: colours[tone],
      autoClose: tone === 'bad' ? false : 5000,
      closeButtonProps: { 'aria-label': 'Close' },
    }),
  )
}
