package dev.ordersync.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Issues and checks the local runtime's JWTs: RS256 with a key of its own that lives as long as the
 * process. Expiry is by wire time, as with any identity provider.
 */
public final class Tokens {
    private static final Duration LIFE = Duration.ofHours(12);
    private static final String ISSUER = "http://127.0.0.1/local";
    private static final String AUDIENCE = "ordersync";
    private static final String MERCHANT = "merchant_id";

    private final InstantSource wire;
    private final RSAKey key;

    /** A token and when it ends. */
    public record Token(String token, Instant expiresAt) {}

    private Tokens(InstantSource wire, RSAKey key) {
        this.wire = wire;
        this.key = key;
    }

    /** Makes a key pair; takes a moment. */
    public static Tokens create(InstantSource wire) {
        try {
            return new Tokens(wire, new RSAKeyGenerator(2048).keyID("local").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key could be made", e);
        }
    }

    /** A token for this merchant; without one, a token that names none. */
    public Token issue(Optional<String> merchant) {
        Instant now = wire.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expires = now.plus(LIFE);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(merchant.map("local-"::concat).orElse("local"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires));
        merchant.ifPresent(id -> claims.claim(MERCHANT, id));
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the token could not be signed", e);
        }
        return new Token(jwt.serialize(), expires);
    }

    /**
     * The claims of the token in an {@code Authorization} header, as API Gateway hands them to a
     * function: every value as text. Empty if the header is not a valid token of ours.
     */
    Optional<Map<String, String>> claims(String authorization) {
        String token = authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : authorization.strip();
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            new WireTimeVerifier().verify(claims, null);
            Map<String, String> texts = new HashMap<>();
            claims.toJSONObject().forEach((name, value) -> texts.put(name, String.valueOf(value)));
            return Optional.of(texts);
        } catch (ParseException | JOSEException | BadJOSEException e) {
            return Optional.empty();
        }
    }

    private final class WireTimeVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        WireTimeVerifier() {
            super(AUDIENCE, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("exp", "iat", "sub"));
            setMaxClockSkew(0);
        }

        @Override
        protected Date currentTime() {
            return Date.from(wire.instant());
        }
    }
}
