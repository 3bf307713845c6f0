// A real OpenID Connect provider (npm oidc-provider) for tests/flows/single_sign_on.sh: signs people in at once, and can be told to lie.
//   node provider.mjs PORT REDIRECT_URI
// GET /__set?fault=NAME&alg=RS256|ES256&userinfo=json|jwt&sub=…&email=…&verified=1|0 changes what it does next; GET /__rotate gives it other keys.
import http from "node:http";
import { Provider } from "oidc-provider";
import * as jose from "jose";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const secret = "a client secret of more than thirty-two letters";
const state = { fault: "", alg: "RS256", userinfo: "jwt", sub: "sub-1", email: "agent@ville.example", verified: true };
let keys = await makeKeys("1");
let current = make();

async function makeKeys(generation) {
  const made = [];
  for (const alg of ["RS256", "ES256"]) {
    const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
    made.push({ ...(await jose.exportJWK(privateKey)), alg, use: "sig", kid: `${alg}-${generation}` });
  }
  return made;
}

function make() {
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "faubourg", client_secret: secret, redirect_uris: [redirect], post_logout_redirect_uris: [redirect.replace("/sso/return", "/sign-in")],
      grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: state.alg,
      ...(state.userinfo === "jwt" ? { userinfo_signed_response_alg: state.alg } : {}),
    }],
    jwks: { keys },
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256"], userinfoSigningAlgValues: ["RS256", "ES256"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], given_name: ["given_name"], usual_name: ["usual_name"] },
    scopes: ["openid", "email", "given_name", "usual_name"],
    pkce: { required: () => true },
    cookies: { keys: ["test"] },
    features: { devInteractions: { enabled: false }, jwtUserinfo: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: state.email, email_verified: state.verified, given_name: "Prénom", usual_name: "NOM" }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid email given_name usual_name");
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (state.fault && ctx.path === "/token" && ctx.body?.id_token) ctx.body.id_token = await forge(ctx.body.id_token);
    if (state.fault === "userinfo_of_another" && ctx.path === "/me") ctx.body = await signed({ iss: issuer, aud: "faubourg", sub: "somebody-else", email: "victim@ville.example", email_verified: true });
  });
  return provider;
}

async function signed(claims, header = {}, key = keys.find((k) => k.alg === state.alg)) {
  return new jose.SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(await jose.importJWK(key, key.alg));
}

async function forge(token) {
  const claims = jose.decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const rsa = keys.find((k) => k.alg === "RS256");
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  switch (state.fault) {
    case "wrong_nonce": return signed({ ...claims, nonce: "another nonce of more than thirty-two letters" });
    case "no_nonce": { const { nonce, ...rest } = claims; return signed(rest); }
    case "wrong_audience": return signed({ ...claims, aud: "another" });
    case "two_audiences": return signed({ ...claims, aud: ["faubourg", "another"] });
    case "wrong_party": return signed({ ...claims, azp: "another" });
    case "wrong_issuer": return signed({ ...claims, iss: "http://127.0.0.1:1" });
    case "expired": return signed({ ...claims, iat: now - 7200, exp: now - 3600 });
    case "none": return `${encode({ alg: "none" })}.${encode(claims)}.`;
    case "none_signed": return `${encode({ alg: "none" })}.${encode(claims)}.AAAA`;
    case "confusion": { // the public key as if it were the secret of HS256
      const pem = await jose.exportSPKI(await jose.importJWK({ kty: rsa.kty, n: rsa.n, e: rsa.e }, "RS256", { extractable: true }));
      return new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: rsa.kid }).sign(Buffer.from(pem));
    }
    case "foreign_key": {
      const { privateKey } = await jose.generateKeyPair("RS256");
      return new jose.SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: rsa.kid }).sign(privateKey);
    }
    case "changed": { const parts = token.split("."); return [parts[0], encode({ ...claims, sub: "victim" }), parts[2]].join("."); }
    case "critical": return signed(claims, { crit: ["exp"], exp: now + 60 }).catch(() => "x.y.z");
    case "garbage": return "not.a.token";
    default: return token;
  }
}

http.createServer(async (request, response) => {
  const address = new URL(request.url, issuer);
  if (address.pathname === "/__set") {
    for (const [name, value] of address.searchParams) state[name] = name === "verified" ? value === "1" : value;
    current = make();
    return response.end("set\n");
  }
  if (address.pathname === "/__rotate") {
    keys = await makeKeys(String(Date.now()));
    current = make();
    return response.end("rotated\n");
  }
  if (address.pathname.startsWith("/interaction/"))
    return current.interactionFinished(request, response, { login: { accountId: state.sub } }, { mergeWithLastSubmission: false });
  return current.callback()(request, response);
}).listen(Number(port), "127.0.0.1", () => console.log(`provider on ${issuer}`));
