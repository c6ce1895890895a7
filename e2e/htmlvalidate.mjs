// How html-validate reads the pages of the site: every rule that it recommends, and those for access, but for these.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // HTML lets the doctype be written in either case; the templates' compiler writes it in lower case.
    'doctype-style': 'off',
    // Advice for search engines that cut titles. The title of a record is what its source calls it.
    'long-title': 'off',
    // A list may be named (ARIA 1.2), and a reader hears what the stops of a journey are a list of.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
}
