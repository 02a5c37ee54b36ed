/** ○ The `html` template: escapes unless told otherwise; composes. (Thickened by the web room.) */
declare const safe: unique symbol
export type Html = { readonly [safe]: true; readonly text: string }
