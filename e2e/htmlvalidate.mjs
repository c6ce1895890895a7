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
    // Choices of which several may be made bear one name, with a hidden empty value that stands for none of them.
    'form-dup-name': 'off',
    // A field of a repeated part is known by its path, such as stops.2.place; HTML takes any id without spaces.
    'valid-id': ['error', { relaxed: true }],
  },
}
