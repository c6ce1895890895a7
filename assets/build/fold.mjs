// The same folding as Fold in internal/place/fold.go: the keys written here are looked up there, and a test there compares.
const letters = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ŧ: 't', ə: 'e' }

export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[œæßøđðłþıħŋŧə]/g, (c) => letters[c])
    .replace(/[^\p{Ll}\p{Lo}\p{Nd}]+/gu, ' ')
    .trim()
}
