// Gives a set of filters a name.
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Question, QuestionFilters, QuestionPage } from '../../../shared/contract/questions.ts'
import { api } from '../../rpc/api.ts'
import { useConnection } from '../../rpc/current.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../failure-panel.tsx'
import { notify } from '../notify.ts'

type SaveQuestionProps = {
  page: QuestionPage
  filters: QuestionFilters
  taken: readonly Question[]
  onClose: () => void
}

export function SaveQuestion({ page, filters, taken, onClose }: SaveQuestionProps) {
  const { connectionId } = useConnection()
  const [name, setName] = useState('')
  const save = useMutation(api.questions.save.mutationOptions())
  const trimmed = name.trim()
  const replaces = taken.find((question) => question.name.toLowerCase() === trimmed.toLowerCase())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (trimmed === '') return
    save.mutate(
      { connectionId, page, name: trimmed, filters },
      {
        onSuccess: () => {
          notify({ message: `Saved. You find “${trimmed}” under Questions.` })
          onClose()
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title="Save this question" centered>
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          description={
            replaces ? 'A saved question has this name: it will be replaced.' : 'What is being asked, in your words.'
          }
          value={name}
          maxLength={80}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error && <FailurePanel failure={failureOf(save.error)} inline />}
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={trimmed === ''}>
            {replaces ? 'Replace it' : 'Save'}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
