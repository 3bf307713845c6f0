// Writes the seeds of tests/fuzz/oidc_fuzz.c: node seeds.mjs FOLDER. The first letter of each says what the rest is: p description, a answer of the token endpoint, t signed text
// against the fixed keys of the target, k key set against a fixed text, c claims. The keys are thrown away: nothing here can ever verify.
import { writeFileSync } from "node:fs";
import * as jose from "jose";

const folder = process.argv[2];
const seed = (name, text) => writeFileSync(`${folder}/${name}`, text);
const issuer = "https://idp.example";
const now = 1725969600;
const claims = { iss: issuer, aud: "faubourg", azp: "faubourg", sub: "sub-1", iat: now, exp: now + 3600, nonce: "a nonce of more than thirty-two letters", email: "agent@ville.example", email_verified: true };
const keys = [];
for (const alg of ["RS256", "ES256"]) {
  const { privateKey, publicKey } = await jose.generateKeyPair(alg, { extractable: true });
  keys.push({ ...(await jose.exportJWK(publicKey)), alg, use: "sig", kid: alg });
  seed(`token-${alg}`, "t" + await new jose.SignJWT(claims).setProtectedHeader({ alg, kid: alg }).sign(privateKey));
  seed(`token-two-audiences-${alg}`, "t" + await new jose.SignJWT({ ...claims, aud: ["faubourg", "x"] }).setProtectedHeader({ alg }).sign(privateKey));
}
seed("token-hs256", "t" + await new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(Buffer.from("another secret of more than thirty-two letters")));
seed("token-none", "t" + Buffer.from('{"alg":"none"}').toString("base64url") + "." + Buffer.from(JSON.stringify(claims)).toString("base64url") + ".");
seed("keys", "k" + JSON.stringify({ keys }));
seed("keys-nested", "k" + '{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},{"kty":"RSA","n":"AQAB","e":"AQAB"},[],null,{"kty":"oct","k":"AAAA"}]}');
seed("claims", "c" + JSON.stringify({ ...claims, given_name: "Prénom", usual_name: "NOM", email_verified: "true" }));
seed("answer", "a" + JSON.stringify({ token_type: "Bearer", access_token: "x", id_token: "a.b.c", expires_in: 60 }));
seed("description", "p" + JSON.stringify({ issuer, authorization_endpoint: issuer + "/auth", token_endpoint: issuer + "/token", jwks_uri: issuer + "/jwks", userinfo_endpoint: issuer + "/me",
  end_session_endpoint: issuer + "/end", id_token_signing_alg_values_supported: ["RS256", "ES256", "HS256"], acr_values_supported: ["eidas1"], token_endpoint_auth_methods_supported: ["client_secret_post"] }));
const { publicKey: rsa } = await jose.generateKeyPair("RS256", { extractable: true });
const { publicKey: ec } = await jose.generateKeyPair("ES256", { extractable: true });
console.log(JSON.stringify({ keys: [{ ...(await jose.exportJWK(rsa)), alg: "RS256", use: "sig", kid: "RS256" }, { ...(await jose.exportJWK(ec)), alg: "ES256", use: "sig", kid: "ES256" }] }));
