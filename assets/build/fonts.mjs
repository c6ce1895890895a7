// The fonts of documents as plain TTF files: what sets PDF files and what draws pictures read no WOFF2.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Inter and Source Serif 4 set the texts, the others what these two lack: names and words in other alphabets.
const fonts = [
  ['inter', '400Regular', 'Inter_400Regular'],
  ['inter', '400Regular_Italic', 'Inter_400Regular_Italic'],
  ['inter', '600SemiBold', 'Inter_600SemiBold'],
  ['inter', '600SemiBold_Italic', 'Inter_600SemiBold_Italic'],
  ['source-serif-4', '400Regular_Italic', 'SourceSerif4_400Regular_Italic'],
  ['source-serif-4', '600SemiBold', 'SourceSerif4_600SemiBold'],
  ['noto-sans-arabic', '400Regular', 'NotoSansArabic_400Regular'],
  ['noto-sans-hebrew', '400Regular', 'NotoSansHebrew_400Regular'],
  ['noto-emoji', '400Regular', 'NotoEmoji_400Regular'],
]

export function buildFonts(out) {
  let total = 0
  for (const [family, folder, name] of fonts) {
    const font = readFileSync(join('node_modules/@expo-google-fonts', family, folder, `${name}.ttf`))
    writeFileSync(join(out, `${name}.ttf`), font)
    total += font.length
  }
  return [`${fonts.length} fonts of documents, ${(total / 1e6).toFixed(1)} MB`]
}
