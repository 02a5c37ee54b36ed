/** ○ The question on the way to a service: these attributes, for this purpose? */
import { fill, say } from '../../kernel/bilingual.ts'
import type { PageContent } from '../../platform/http/route.ts'
import { facts } from '../../platform/web/fact.ts'
import { form } from '../../platform/web/form.ts'
import { html, perLanguage, type Content } from '../../platform/web/html.ts'
import { section } from '../../platform/web/navigation.ts'
import { attributes, type AttributeName, type AttributeValues } from '../attribute.ts'
import type { Agreement } from '../agreement.ts'
import { words } from '../text.ts'

const said = words.consent

export const consentView = (asked: {
  readonly agreement: Agreement
  readonly attributes: readonly AttributeName[]
  readonly values: AttributeValues
  readonly content: string
  readonly action: string
  readonly csrf: Content
}): PageContent => ({
  title: {
    ja: fill(said.title, { name: asked.agreement.name.ja }).ja,
    en: fill(said.title, { name: asked.agreement.name.en }).en,
  },
  lead: said.lead,
  shape: 'narrow',
  body: html`
    ${section(
      said.sent,
      facts([
        { label: said.subject, value: html`<span class="quiet-text">${said.subjectMeaning}</span>` },
        ...asked.attributes.map(name => ({ label: attributes[name].label, value: valueOf(asked.values, name) })),
      ]),
    )}
    ${facts([
      { label: said.purpose, value: asked.agreement.purpose },
      ...(asked.agreement.privacyUrl === null
        ? []
        : [
            {
              label: said.privacy,
              value: html`<a href="${asked.agreement.privacyUrl}" rel="noreferrer">${asked.agreement.privacyUrl}</a>`,
            },
          ]),
    ])}
    ${form({
      action: asked.action,
      csrf: asked.csrf,
      fields: [{ kind: 'hidden', name: 'content', value: asked.content }],
      submit: { label: said.yes },
      others: html`<button class="quiet" name="answer" value="no">${said.no}</button>`,
    })}
  `,
})

const valueOf = (values: AttributeValues, name: AttributeName): Content => {
  const list = values.get(name)
  if (list === undefined) return html`<span class="quiet-text">${said.noValue}</span>`
  return html`${perLanguage(language => list.join(say({ ja: '、', en: ', ' }, language)))}
    <small>${attributes[name].meaning}</small>`
}
