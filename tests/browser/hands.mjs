// Two ways to use a page: with a pointer, or by keyboard only (Tab, Enter, Space, arrows). Steps of a journey are the same for both. Used by steps.mjs and applying.mjs.
const PATIENCE = 12000; // ms

export const pointer = {
	fill: (input, value) => input.fill(value, { timeout: PATIENCE }),
	check: (box) => box.check({ timeout: PATIENCE }),
	press: (button) => button.click({ timeout: PATIENCE }),
	file: (input, path) => input.setInputFiles(path),
};

const MOST_TABS = 600;

// Tabs to it, forwards or backwards, as somebody does who sees where it stands. A group of radio buttons is one stop.
async function reach(locator) {
	await locator.waitFor({ state: 'attached', timeout: PATIENCE });
	const target = await locator.elementHandle();
	const { keyboard } = locator.page();
	for (let i = 0; i < MOST_TABS; i++) {
		const way = await target.evaluate((e) => {
			const a = document.activeElement;
			if (a === e || (e.type === 'radio' && a?.type === 'radio' && a.name === e.name)) return '';
			return a && a !== document.body && a.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab';
		});
		if (!way) return target;
		await keyboard.press(way);
	}
	throw new Error(`no Tab leads to ${await target.evaluate((e) => e.outerHTML.slice(0, 120))}`);
}

export const keys = {
	async fill(input, value) {
		await reach(input);
		await input.page().keyboard.press('Control+A');
		await input.page().keyboard.insertText(value);
	},
	async check(box) {
		const target = await reach(box);
		const isChecked = () => target.evaluate((e) => e.checked);
		if (await isChecked()) return;
		await box.page().keyboard.press('Space');
		for (let i = 0; i < 60 && !(await isChecked()); i++) await box.page().keyboard.press('ArrowDown');
		if (!(await isChecked())) throw new Error(`the keys do not choose ${await target.evaluate((e) => e.outerHTML.slice(0, 120))}`);
	},
	async press(button) {
		await reach(button);
		await button.page().keyboard.press('Enter');
	},
	async file(input, path) {
		await reach(input);
		const [chooser] = await Promise.all([input.page().waitForEvent('filechooser', { timeout: PATIENCE }), input.page().keyboard.press('Space')]);
		await chooser.setFiles(path);
	},
};
