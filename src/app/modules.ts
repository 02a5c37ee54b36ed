/** Every module, in the order that data flows. The app is this list and what is generated from it. */
import { authenticationModule } from '../authentication/index.ts'
import { eligibilityModule } from '../eligibility/index.ts'
import type { Module } from '../platform/module.ts'
import { releaseModule } from '../release/index.ts'
import { ssoModule } from '../sso/index.ts'

export const modules: readonly Module[] = [eligibilityModule, authenticationModule, releaseModule, ssoModule]
