// The questions of a page: ready-made ones, saved ones, and saving what is filtered right now.
import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuestionFilters, QuestionPage } from '../../../shared/contract/questions.ts'
import { api } from '../../rpc/api.ts'
import { useConnection } from '../../rpc/current.ts'
import bar from '../filters/filters.module.css'
import { ForeignText } from '../foreign-text.tsx'
import { ManageQuestions } from './manage-questions.tsx'
import classes from './questions.module.css'
import { isSameQuestion, readyMade } from './ready-made.ts'
import { SaveQuestion } from './save-question.tsx'

type QuestionsMenuProps = {
  page: QuestionPage
  /** When the snapshot on screen was taken. */
  takenAt: string
  /** What is filtered now, as the address has it. */
  filters: QuestionFilters
  onAsk: (filters: QuestionFilters) => void
}

export function QuestionsMenu({ page, takenAt, filters, onAsk }: QuestionsMenuProps) {
  const { connectionId } = useConnection()
  const all = useQuery(api.questions.list.queryOptions({ input: { connectionId } })).data ?? []
  const saved = all.filter((question) => question.page === page)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const close = () => setDialog(null)
  const isFiltered = !isSameQuestion(filters, {})
  const mark = (of: QuestionFilters) => (isSameQuestion(of, filters) ? <IconCheck size={14} aria-hidden /> : null)
  return (
    <>
      <Menu position="bottom-end" width={330}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            className={classes.button}
            leftSection={<IconBookmark size={15} stroke={1.8} aria-hidden />}
            rightSection={<IconChevronDown size={13} stroke={1.8} aria-hidden />}
            aria-label="Questions"
            title="Questions"
          >
            <span className={bar.word}>Questions</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          {readyMade(takenAt)
            .filter((question) => question.page === page)
            .map((question) => (
              <Menu.Item
                key={question.id}
                rightSection={mark(question.filters)}
                onClick={() => onAsk(question.filters)}
              >
                {question.name}
              </Menu.Item>
            ))}
          {saved.length > 0 && <Menu.Divider />}
          {saved.length > 0 && <Menu.Label>Saved</Menu.Label>}
          {saved.map((question) => (
            <Menu.Item
              key={question.questionId}
              rightSection={mark(question.filters)}
              onClick={() => onAsk(question.filters)}
            >
              <ForeignText text={question.name} />
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={!isFiltered} onClick={() => setDialog('save')}>
            {isFiltered ? 'Save this question…' : 'Filter or search first, then save it here'}
          </Menu.Item>
          {saved.length > 0 && <Menu.Item onClick={() => setDialog('manage')}>Rename or delete…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && <SaveQuestion page={page} filters={filters} taken={saved} onClose={close} />}
      {dialog === 'manage' && <ManageQuestions questions={saved} onClose={close} />}
    </>
  )
}
