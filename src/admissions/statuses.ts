/** ○ Which statuses are applied for, by whom, on what proof. Source: people-and-accounts §3.2. */

export const proofs = [
  'appointment-letter', 'part-time-lecturer-id', 'jsps-letter', 'jsps-id', 'certificate-of-acceptance', 'employment-paper',
  'emeritus-certificate', 'approval',
] as const // prettier-ignore
export type Proof = (typeof proofs)[number]

export type Applied = {
  readonly code: string
  /** Who may hand it in: the person; a department for others; personnel by a list. */
  readonly by: readonly ('self' | 'department' | 'personnel')[]
  /** A member of the university answers for this person. */
  readonly hosted: boolean
  readonly proofs: readonly Proof[]
  /** Longest period in months; null: as long as the papers say. */
  readonly maxMonths: number | null
  readonly ends: boolean
}

const guest = (code: string): Applied => ({
  code, by: ['self'], hosted: true, proofs: ['certificate-of-acceptance'], maxMonths: null, ends: true,
}) // prettier-ignore
const sps = (code: string): Applied => ({
  code, by: ['department'], hosted: false, proofs: ['employment-paper'], maxMonths: null, ends: true,
}) // prettier-ignore
const jsps = (code: string): Applied => ({
  code, by: ['self'], hosted: true, proofs: ['jsps-letter', 'jsps-id'], maxMonths: 36, ends: true,
}) // prettier-ignore

export const appliedStatuses: readonly Applied[] = [
  {
    code: 'pt-lecturer',
    by: ['self', 'department'],
    hosted: false,
    proofs: ['appointment-letter', 'part-time-lecturer-id'],
    maxMonths: null,
    ends: true,
  },
  jsps('jsps-fellow'),
  jsps('jsps-foreign'),
  guest('invited-scholar'),
  guest('foreign-joint'),
  guest('guest-scholar'),
  guest('contract-researcher'),
  guest('trainee'),
  guest('joint-researcher'),
  {
    code: 'temp-employee',
    by: ['self', 'department'],
    hosted: false,
    proofs: ['employment-paper'],
    maxMonths: null,
    ends: true,
  },
  { code: 'facility-user', by: ['self'], hosted: true, proofs: ['approval'], maxMonths: 12, ends: true },
  sps('faculty'),
  sps('staff'),
  sps('staff-part'),
  sps('dispatched'),
  { code: 'finance-only', by: ['department'], hosted: false, proofs: ['approval'], maxMonths: 12, ends: true },
  {
    code: 'emeritus',
    by: ['personnel'],
    hosted: false,
    proofs: ['emeritus-certificate'],
    maxMonths: null,
    ends: false,
  },
]

export const appliedStatus = (code: string | undefined): Applied | null =>
  appliedStatuses.find(status => status.code === code) ?? null

/** Those that a stranger may apply for. */
export const openToAll: readonly Applied[] = appliedStatuses.filter(status => status.by.includes('self'))

/** Statuses of those who may answer for a guest. */
export const hostStatuses: ReadonlySet<string> = new Set(['faculty', 'staff', 'officer'])
