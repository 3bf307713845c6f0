/* Everything that a provider of single sign-on may send: description, answer, signed text, key set, claims. The first byte says which. The private keys of the fixed set were thrown
   away: no text may ever verify against it. Seeds: tests/oidc/seeds.mjs. */
#include "accounts/oidc_read.h"
#include "base/limits.h"
#include "base/utf8.h"

static const char fixed_keys[] =
	"{\"keys\":[{\"kty\":\"RSA\",\"n\":\"i6KKl-GmkEMS67ZshUkOVWDixYzdUIRxgNyZ7G7rdVBLbnf7Eo8WvCXa_WI1QUl6GsBd23d0MgDGrgEb_HHU"
	"S0cGumrIABLwualGnqwmDymqYRNR0gSpJQ5Kyaf7SPJIwrFjttDJZ1zODlNCgJdq9DbRwK8nJGnpNBMV21Yf_S-Oooz852RHDguZtR7FDAvQrb3wAAzjcw98"
	"gWVwsUrnYGAn0CAeVI8ZVYH1RbHAKWKx-WGtIvUMFTDzUV8p0YpSMiaGfXMl6StMd6XU3Can_f7R0Ovi1Hbo8KHKkfctE_JPUanSIOl_LRCINnrOX4zRdBW2"
	"j02UtfHXpGyFWjoNWw\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"use\":\"sig\",\"kid\":\"RS256\"},{\"kty\":\"EC\",\"x\":\"wWQXc3H"
	"fhfQ61I8FN3E4mtznu1FC-XXinqLwZtmdY68\",\"y\":\"OUr-w7F_tMNNZGRkrBvWYqgIg_FVhDbCaeodlSFuU3Y\",\"crv\":\"P-256\",\"alg\":\""
	"ES256\",\"use\":\"sig\",\"kid\":\"ES256\"}]}";
static const char fixed_text[] =
	"eyJhbGciOiJFUzI1NiIsImtpZCI6IkVTMjU2In0.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwiYXVkIjoiZmF1Ym91cmciLCJhenAiOiJmYXVib3Vy"
	"ZyIsInN1YiI6InN1Yi0xIiwiaWF0IjoxNzI1OTY5NjAwLCJleHAiOjE3MjU5NzMyMDAsIm5vbmNlIjoiYSBub25jZSBvZiBtb3JlIHRoYW4gdGhpcnR5LXR3"
	"byBsZXR0ZXJzIiwiZW1haWwiOiJhZ2VudEB2aWxsZS5leGFtcGxlIiwiZW1haWxfdmVyaWZpZWQiOnRydWV9.LCrVaY3d1Vp-wLbdW65sRLwynVUQpQZEsz9"
	"qd_vyt-ADCgxwX-KkrB1ql9ZLbHJMJHGxH1iWYlr1UOrjJVJcGw";

static void check_claims(const struct oidc_claims *c)
{
	const str all[] = {c->subject, c->email, c->name, c->given_name, c->family_name, c->phone};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		always(!all[i].p || (all[i].n && utf8_valid(all[i])));
		for (size_t k = 0; k < all[i].n; k++)
			always((unsigned char)all[i].p[k] >= ' ');
	}
}

static void check_provider(struct arena *a, str text)
{
	struct oidc_provider p;
	if (oidc_read_provider(a, text, S("https://idp.example"), &p) != OK)
		return;
	const str all[] = {p.authorization, p.token, p.jwks, p.userinfo.p ? p.userinfo : p.token, p.end_session.p ? p.end_session : p.token};
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		always(str_starts(all[i], S("https://")) && oidc_is_safe_url(all[i]));
	always(p.id_token_algorithms && !(p.id_token_algorithms & ~7u));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct oidc_expected strict = {.issuer = S("https://idp.example"), .client = S("faubourg"), .secret = S("the secret of this target, of more than thirty-two letters"),
		.nonce = S("a nonce of more than thirty-two letters"), .algorithms = 7, .now = {1725969600000}};
	if (!size || size > LIMIT_SSO_ANSWER_BYTES)
		return 0;
	struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
	struct oidc_claims claims;
	struct oidc_answer answer;
	struct oidc_expected loose = strict;
	const char *why;
	const str text = {(const char *)data + 1, size - 1};
	loose.nonce = STR_NONE;
	switch (data[0]) {
	case 'p': check_provider(a, text); break;
	case 'a':
		if (oidc_read_answer(a, text, &answer) == OK)
			always(str_is_set(answer.id_token) && str_is_set(answer.access_token));
		break;
	case 't':
		always(oidc_read_signed(a, text, str_of(fixed_keys), &strict, &claims, &why) != OK);
		always(oidc_read_signed(a, text, str_of(fixed_keys), &loose, &claims, &why) != OK);
		break;
	case 'k': always(oidc_read_signed(a, str_of(fixed_text), text, &strict, &claims, &why) == OK || why); break;
	default:
		if (oidc_read_claims(a, text, &claims) == OK)
			check_claims(&claims);
	}
	arena_free(a);
	return 0;
}
