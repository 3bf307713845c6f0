/* Texts with {{expressions}}: pieces of text, and what is worked out after each. Called for `texte` and for the sentences that products compile. */
#include "rules/read.h"

#include "base/utf8.h"
#include "rules/characters.h"

static bool next_opening(str text, size_t from, size_t *at, size_t *end)
{
	size_t close;
	if (!str_find(str_skip(text, from), S("{{"), at))
		return false;
	*at += from;
	if (!str_find(str_skip(text, *at + 2), S("}}"), &close))
		return false;
	*end = *at + 2 + close + 2;
	return true;
}

node_id read_text(struct reading *r, str text, struct place at)
{
	LIST_OF(struct text_piece) pieces = {0};
	bool one_line = !str_has(text, S("\n"));
	size_t done = 0, open, end;
	while (!r->full && next_opening(text, done, &open, &end)) {
		str expression = {text.p + open + 2, end - open - 4};
		struct place inside = at;
		if (one_line && at.column)
			inside.column += (int64_t)utf8_count(str_first(text, open + 2));
		node_id node;
		if (trim_spaces(expression).n) {
			node = read_expression(r, expression, inside, one_line);
		} else {
			REFUSE(r, inside, W_rules_read_empty);
			node = node_undefined(r, inside);
		}
		*LIST_ADD(r->arena, &pieces) = (struct text_piece){{text.p + done, open - done}, node};
		done = end;
	}
	*LIST_ADD(r->arena, &pieces) = (struct text_piece){str_skip(text, done), 0};
	node_id id = node_new(r, NODE_TEXTE, at);
	node_at(r, id)->text.at = pieces.at;
	node_at(r, id)->text.n = (uint32_t)pieces.n;
	for (size_t i = 0; i < pieces.n; i++)
		node_holds(r, id, pieces.at[i].node);
	node_at(r, id)->mechanism = "texte";
	return id;
}
