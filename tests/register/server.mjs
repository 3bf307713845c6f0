// Plays the national register for tests: recorded answers of invented organisations (answers/SIRET.json), and the ways in which a real one fails.
//   node tests/register/server.mjs [PORT]      prints the port it listens on (127.0.0.1), then serves until it is ended.
// The first segment of the address chooses: /ok /slow /cut /garbage /late (429, Retry-After) /broken (500) /huge /moved /other (another organisation's answer).
// GET /count gives how many questions were asked.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";

const answers = new URL("answers/", import.meta.url);
let asked = 0;

function recorded(siret) {
	const file = new URL(`${siret}.json`, answers);
	if (!/^\d{14}$/.test(siret) || !existsSync(file)) return JSON.stringify({ results: [], total_results: 0, page: 1, per_page: 1, total_pages: 0 });
	return readFileSync(file, "utf8");
}

const json = { "content-type": "application/json" };
const ways = {
	ok: (rs, body) => rs.writeHead(200, json).end(body),
	slow: (rs, body) => setTimeout(() => rs.writeHead(200, json).end(body), 6000),
	cut: (rs, body) => {
		rs.writeHead(200, { ...json, "content-length": body.length * 2 });
		rs.write(body, () => rs.destroy());
	},
	garbage: (rs) => rs.writeHead(200, json).end("<html>maintenance</html>"),
	late: (rs) => rs.writeHead(429, { "retry-after": "2" }).end("{}"),
	broken: (rs) => rs.writeHead(500, json).end("{}"),
	huge: (rs) => rs.writeHead(200, json).end(`{"results":[],"x":"${"x".repeat(2_000_000)}"}`),
	moved: (rs) => rs.writeHead(302, { location: "/ok/search?q=00000001800010" }).end(),
	other: (rs) => rs.writeHead(200, json).end(recorded("00000002600013")),
};

const server = createServer((rq, rs) => {
	const at = new URL(rq.url, "http://register.example");
	const [, way, rest] = at.pathname.split("/");
	if (way === "count") return rs.writeHead(200).end(String(asked));
	asked++;
	if (rest !== "search" || !ways[way] || at.searchParams.get("per_page") !== "1" || !/^Faubourg\//.test(rq.headers["user-agent"] ?? "")) return rs.writeHead(400).end("{}");
	return ways[way](rs, recorded(at.searchParams.get("q") ?? ""));
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(server.address().port));
