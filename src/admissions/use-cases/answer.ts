/** Answering questions of one's application; another contact address or host has to be asked anew. */
import { z } from 'zod'
import { accept, refuse, type Result } from '../../kernel/result.ts'
import { useCase } from '../../platform/use-case.ts'
import { answerNames } from '../answers.ts'
import { isOpenToApplicant, type Application } from '../application.ts'
import { saveAnswers } from '../store/changes.ts'
import { titles } from '../text/title-text.ts'
import { loadMine, mine, type Closed } from './own.ts'

const answersInput = z.partialRecord(z.enum(answerNames), z.string().max(500))

export const answerQuestion = useCase({
  name: 'admissions.answer',
  title: titles.answer,
  input: z.strictObject({ ...mine, answers: answersInput }),
  permit: { anyone: true },
  load: (tx, input, context) => loadMine(tx, input, context),
  decide: (application, { answers }): Result<Application, Closed> => {
    if (!isOpenToApplicant(application.state)) return refuse({ code: 'admissions.closed' })
    const all = { ...application.answers, ...answers }
    const sameMail = all.mail === application.answers.mail
    const sameHost = all.hostMail === application.answers.hostMail && all.status === application.answers.status
    return accept({
      ...application,
      answers: all,
      mailVerifiedAt: sameMail ? application.mailVerifiedAt : null,
      host: sameHost ? application.host : null,
      hostConfirmedAt: sameHost ? application.hostConfirmedAt : null,
    })
  },
  write: async (tx, application, { system, now }): Promise<Result<{ readonly number: string }, Closed>> => {
    await saveAnswers(tx, system.vault, application, now)
    return accept({ number: application.number })
  },
  remembers: input => ({ application: input.number, fields: Object.keys(input.answers) }),
})
