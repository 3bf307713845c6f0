// node seeds.mjs FOLDER : seeds of tests/fuzz/rules_situation_fuzz.c from the hand-written cases: a model, a line ---, and what is known. Made once and kept.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const here = new URL('./', import.meta.url).pathname;
const written = (value) => (typeof value === 'string' ? value : 'na' in value ? '-' : 'number' in value ? `${value.number} ${value.unit ?? ''}` : 'bool' in value ? (value.bool ? 'oui' : 'non') : (value.date ?? `'${value.text}'`));
let number = 0;
for (const file of readdirSync(`${here}mechanisms`).sort())
	for (const one of parse(readFileSync(`${here}mechanisms/${file}`, 'utf8'))) {
		const known = (one.situations ?? [{}]).at(-1);
		const lines = Object.entries(known).map(([rule, value]) => `${rule} = ${written(value)}\n`);
		writeFileSync(`${process.argv[2]}/${file.replace('.yaml', '')}-${String(++number).padStart(2, '0')}`, `${one.modèle}\n---\n${lines.join('')}`);
	}
