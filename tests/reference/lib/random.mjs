// A seeded generator of choices (mulberry32), so that a run can be repeated and one model of it made again alone. Used by everything that invents models.
export class Choices {
	#state;

	constructor(seed) {
		this.#state = seed >>> 0;
	}

	// From 0 to 1, 1 excluded.
	real() {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	// A whole number from `low` to `high`, both included.
	whole(low, high) {
		return low + Math.floor(this.real() * (high - low + 1));
	}

	percent(chances) {
		return this.real() * 100 < chances;
	}

	one(list) {
		return list[this.whole(0, list.length - 1)];
	}

	// `count` different ones, in the order of the list.
	some(list, count) {
		const left = list.map((_, i) => i);
		const taken = [];
		while (taken.length < count && left.length) taken.push(left.splice(this.whole(0, left.length - 1), 1)[0]);
		return taken.sort((a, b) => a - b).map((i) => list[i]);
	}

	// One of [[weight, thing], …].
	weighted(pairs) {
		let left = this.real() * pairs.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, thing] of pairs) {
			left -= weight;
			if (left < 0) return thing;
		}
		return pairs[pairs.length - 1][1];
	}
}
