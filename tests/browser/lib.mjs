// What the browser tests share: Debian's Chromium, counting, axe, and measures taken in the page. Used by all.mjs only.
import { chromium } from 'playwright-core';
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
export const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });

export const PHONE = { width: 375, height: 800 };
export const DESK = { width: 1280, height: 900 };
export const ZOOMED = { width: 320, height: 256 }; // 1280 × 1024 at 400 %

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		// The second line: one process less, no compilation of scripts that run once: an eighth of the processor time less, the same pages.
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
			'--in-process-gpu', '--js-flags=--no-opt,--no-maglev,--single-threaded-gc'],
	});
}

let passed = 0;
let failed = 0;
export function ok(name, condition, detail = '') {
	if (condition) {
		passed++;
		if (process.env.VERBOSE) console.log(`ok   ${name}`);
	} else {
		failed++;
		console.log(`FAIL ${name}${detail ? `\n     ${String(detail).slice(0, 1200).replaceAll('\n', '\n     ')}` : ''}`);
	}
	return condition;
}
// For measures that say what is wrong, or nothing.
export const none = (name, wrong) => ok(name, !wrong, wrong);

export function finish() {
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed || !passed ? 1 : 0;
}

// A page that collects what the browser complains about: blocked by the content security policy, missing files, errors.
export async function openPage(context) {
	const page = await context.newPage();
	page.complaints = [];
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) page.complaints.push(m.text()); });
	page.on('pageerror', (e) => page.complaints.push(e.message));
	// ERR_ABORTED: the page was left, or asked something newer, before the answer came.
	page.on('requestfailed', (r) => r.failure()?.errorText === 'net::ERR_ABORTED' || page.complaints.push(`${r.url()}: ${r.failure()?.errorText}`));
	page.on('response', (r) => { if (r.status() >= 400) page.complaints.push(`${r.url()}: ${r.status()}`); });
	return page;
}

// What axe looks at. EVERYTHING: WCAG 2.2 A and AA, the tags of the French RGAA, best practice: no violation at all. COLOURS: what other colours can
// change on a page that was looked at whole a moment before.
export const EVERYTHING = { type: 'tag', values: ['RGAAv4', 'best-practice', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
export async function axe(page, runOnly = EVERYTHING) {
	if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axeSource);
	// Style sheets need not be fetched again (no rule that we ask reads them), and where an element stands is worked out only when something is wrong with it.
	const run = ([only, selectors]) => window.axe.run(document, { runOnly: only, resultTypes: ['violations'], preload: false, selectors })
		.then((r) => ({ passes: r.passes.length, violations: selectors || !r.violations.length ? r.violations : null }));
	const first = await page.evaluate(run, [runOnly, false]);
	const found = first.violations ? first : await page.evaluate(run, [runOnly, true]);
	const result = { passes: { length: found.passes }, violations: found.violations };
	return { rules: result.passes.length, text: result.violations.map((v) => `${v.id} (${v.impact}): ${v.help}\n${v.nodes.slice(0, 3).map((n) => `  ${n.target.join(' ')}: ${n.failureSummary.split('\n').slice(1, 3).join(' ')}`).join('\n')}`).join('\n') };
}

// How far the document is wider than the window, and by which elements.
export function overflow(page) {
	return page.evaluate(() => {
		const width = document.scrollingElement.clientWidth;
		if (document.scrollingElement.scrollWidth <= Math.max(width, window.innerWidth)) return '';
		const scrolls = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
		const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e)).slice(0, 5);
		return `${document.scrollingElement.scrollWidth} > ${width}: ${wide.map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') || ''} ${Math.round(e.getBoundingClientRect().right)}`).join(', ')}`;
	});
}

// Borders of fields and buttons against what is around them: below 3 to 1 (axe does not look at this). A filled button may count by its fill.
export function faintFields(page) {
	return page.evaluate(() => {
		const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
		const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
		const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
		const behind = (e) => { const layers = []; for (let p = e; p; p = p.parentElement) layers.push(rgba(getComputedStyle(p).backgroundColor)); return layers.reverse().reduce((u, l) => over(l, u), matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1]); };
		const light = (c) => { const [r, g, b] = c.map((v) => { const s = v / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
		const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
		return [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button')].filter((e) => e.getClientRects().length).map((e) => {
			const style = getComputedStyle(e);
			const around = behind(e.parentElement);
			const border = parseFloat(style.borderBottomWidth) > 0 && style.borderBottomStyle !== 'none' ? ratio(over(rgba(style.borderBottomColor), around), around) : 1;
			const fill = ratio(behind(e), around);
			return [Math.max(border, e.tagName === 'BUTTON' || e.type === 'submit' ? fill : 1), e.outerHTML.slice(0, 80)];
		}).filter(([r]) => r < 3).map(([r, html]) => `${r.toFixed(2)}: ${html}`).join('\n');
	});
}

// Links and buttons that a finger misses: under 24 px both ways (WCAG 2.5.8), outside sentences.
export function smallTargets(page) {
	return page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')].filter((e) => {
		const r = e.getBoundingClientRect();
		if (!r.width || !r.height || e.closest('p, td, th, dd, figcaption, caption, .skip, svg') || r.bottom < 0) return false;
		const text = [...(e.parentElement?.childNodes || [])].some((n) => n.nodeType === 3 && n.textContent.trim());
		return !text && (r.height < 24 || r.width < 24);
	}).slice(0, 5).map((e) => `${e.outerHTML.slice(0, 70)} ${Math.round(e.getBoundingClientRect().width)}×${Math.round(e.getBoundingClientRect().height)}`).join('\n'));
}
