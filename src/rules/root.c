/* Brent's method (R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4: "zeroin"), with two early ends: a value within the tolerance
   is a root, and the last acceptable x is given when turns run out. Called by evaluate_sub.c. Keeps the order of operations of the reference, for the
   last bits of what is found are seen. */
#include "rules/root.h"

#include <math.h>

struct point {
	double x, y;
};

/* What interpolation proposes: a step of rise / run from the best point. */
struct proposal {
	double rise, run;
};

static struct proposal interpolated(struct point previous, struct point best, struct point opposite)
{
	double width = opposite.x - best.x;
	struct proposal p;
	if (previous.x == opposite.x) { /* two points: a line */
		double t = best.y / previous.y;
		p = (struct proposal){.rise = width * t, .run = 1.0 - t};
	} else { /* three: a parabola in y */
		double q = previous.y / opposite.y, t = best.y / opposite.y, u = best.y / previous.y;
		p.rise = u * (width * q * (q - t) - (best.x - previous.x) * (t - 1));
		p.run = (q - 1) * (t - 1) * (u - 1);
	}
	if (p.rise > 0)
		p.run = -p.run;
	else
		p.rise = -p.rise;
	return p;
}

static double step_from(struct point previous, struct point best, struct point opposite, double last_step, double near)
{
	double step = (opposite.x - best.x) / 2;
	if (fabs(last_step) >= near && fabs(previous.y) > fabs(best.y)) {
		struct proposal p = interpolated(previous, best, opposite);
		double width = opposite.x - best.x;
		if (p.rise < 0.75 * width * p.run - fabs(near * p.run) / 2 && p.rise < fabs((last_step * p.run) / 2))
			step = p.rise / p.run;
	}
	if (fabs(step) < near)
		step = step > 0 ? near : -near;
	return step;
}

bool root_find(const struct root_search *s, double *x)
{
	struct point previous = {s->low, s->at(s->context, s->low)}, best = {s->high, s->at(s->context, s->high)}, opposite = previous;
	bool acceptable = false;
	for (int turn = 0; turn < s->turns; turn++) {
		double last_step = best.x - previous.x;
		if (fabs(opposite.y) < fabs(best.y)) {
			previous = best;
			best = opposite;
			opposite = previous;
		}
		double near = 1e-15 * fabs(best.x) + s->tolerance / 2;
		if (fabs((opposite.x - best.x) / 2) <= near || best.y == 0) {
			*x = best.x;
			return true;
		}
		double step = step_from(previous, best, opposite, last_step, near);
		previous = best;
		best.x += step;
		best.y = s->at(s->context, best.x);
		if ((best.y > 0 && opposite.y > 0) || (best.y < 0 && opposite.y < 0))
			opposite = previous;
		if (fabs(best.y) < s->tolerance) {
			*x = best.x;
			return true;
		}
		if (fabs(best.y) < s->acceptable) {
			*x = best.x;
			acceptable = true;
		}
	}
	return acceptable;
}
