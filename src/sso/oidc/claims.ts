/** ● Released attributes → OIDC claims. */
import { attributes, type AttributeName, type AttributeValues } from '../../release/index.ts'

/** A claim of one value is a text, of several a list; an address of ours is verified by being ours. */
export const claimsOf = (values: AttributeValues): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...values].flatMap(
      ([name, list]: readonly [AttributeName, readonly string[]]): readonly (readonly [string, unknown])[] => {
        const { claim, many } = attributes[name]
        const told = many ? list : list[0]
        return claim === 'email'
          ? [
              [claim, told],
              ['email_verified', true],
            ]
          : [[claim, told]]
      },
    ),
  )
