/** ○ The registry's words. */
export const text = {
  useCases: {
    importFile: { ja: '原簿のファイルを受け取る', en: 'Take in a file of a record office' },
    rehearseImport: { ja: '取込を予行する', en: 'Rehearse an import' },
    applyImport: { ja: '予行したとおりに取り込む', en: 'Apply an import as rehearsed' },
  },
} as const
