// Saved questions of a page, to be renamed or deleted.
import { ActionIcon, Button, Modal, TextInput, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Question } from '../../../shared/contract/questions.ts'
import { api } from '../../rpc/api.ts'
import { failureOf } from '../../rpc/failure.ts'
import { FailurePanel } from '../failure-panel.tsx'
import classes from './questions.module.css'

type ManageQuestionsProps = { questions: readonly Question[]; onClose: () => void }

export function ManageQuestions({ questions, onClose }: ManageQuestionsProps) {
  return (
    <Modal opened onClose={onClose} title="Saved questions" centered>
      {questions.length === 0 && <p className={classes.none}>None is left.</p>}
      {questions.map((question) => (
        <OneQuestion key={question.questionId} question={question} />
      ))}
    </Modal>
  )
}

function OneQuestion({ question: { questionId, name } }: { question: Question }) {
  const [draft, setDraft] = useState(name)
  const rename = useMutation(api.questions.rename.mutationOptions())
  const remove = useMutation(api.questions.remove.mutationOptions())
  const failure = rename.error ?? remove.error
  const next = draft.trim()
  const isChanged = next !== '' && next !== name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isChanged) rename.mutate({ questionId, name: next })
  }
  return (
    <form onSubmit={submit} className={classes.one}>
      <TextInput
        className={classes.name}
        aria-label={`Name of ${name}`}
        value={draft}
        maxLength={80}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!isChanged} loading={rename.isPending}>
        Rename
      </Button>
      <Tooltip label="Delete">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete ${name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate({ questionId })}
        >
          <IconTrash size={16} stroke={1.8} />
        </ActionIcon>
      </Tooltip>
      {failure && <FailurePanel failure={failureOf(failure)} inline />}
    </form>
  )
}
