/** Every module, in the order that data flows. The app is this list and what is generated from it. */
import { accountsModule } from '../accounts/index.ts'
import { admissionsModule } from '../admissions/index.ts'
import { authenticationModule } from '../authentication/index.ts'
import { deskModule } from '../desk/index.ts'
import { eligibilityModule } from '../eligibility/index.ts'
import type { Module } from '../platform/module.ts'
import { platformModule } from '../platform/platform-module.ts'
import { registryModule } from '../registry/index.ts'
import { releaseModule } from '../release/index.ts'
import { ssoModule } from '../sso/index.ts'

export const modules: readonly Module[] = [
  platformModule,
  registryModule,
  eligibilityModule,
  admissionsModule,
  accountsModule,
  authenticationModule,
  releaseModule,
  ssoModule,
  deskModule,
]
