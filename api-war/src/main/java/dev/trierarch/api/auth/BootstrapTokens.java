package dev.trierarch.api.auth;

import dev.trierarch.registry.Caller;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Store;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows joining machines by bootstrap tokens: {@code ID.SECRET}, kept in the Secret {@code
 * kube-system/bootstrap-token-ID}.
 */
@ApplicationScoped
public class BootstrapTokens implements TokenAuthenticator {

  private static final Logger LOG = Logger.getLogger(BootstrapTokens.class.getName());
  private static final Pattern TOKEN = Pattern.compile("([a-z0-9]{6})\\.([a-z0-9]{16})");

  private final Store store;
  private final InstantSource clock;

  /** For the container's proxy. */
  BootstrapTokens() {
    this(null, null);
  }

  @Inject
  public BootstrapTokens(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Optional<Caller> user(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String id = parts.group(1);
    return store
        .image()
        .get(new ObjectKey("secrets", "kube-system", "bootstrap-token-" + id))
        .map(stored -> stored.as(Secret.class))
        .filter(secret -> "bootstrap.kubernetes.io/token".equals(secret.getType()))
        .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
        .filter(secret -> isValid(secret, id, parts.group(2)))
        .map(secret -> Users.user(Users.BOOTSTRAP_PREFIX + id, "", groups(secret), Map.of()));
  }

  private boolean isValid(Secret secret, String id, String tokenSecret) {
    return same(value(secret, "token-id"), id)
        && same(value(secret, "token-secret"), tokenSecret)
        && value(secret, "usage-bootstrap-authentication").equals("true")
        && !isExpired(value(secret, "expiration"));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isExpired(String expiration) {
    if (expiration.isEmpty()) {
      return false;
    }
    try {
      Instant end = OffsetDateTime.parse(expiration).toInstant();
      return !clock.instant().isBefore(end);
    } catch (DateTimeParseException e) {
      LOG.info("A bootstrap token's expiration is no RFC 3339 time; the token counts as expired");
      return true;
    }
  }

  private static List<String> groups(Secret secret) {
    List<String> groups = new ArrayList<>(List.of(Users.BOOTSTRAPPERS));
    for (String group : value(secret, "auth-extra-groups").split(",", -1)) {
      if (group.startsWith(Users.BOOTSTRAPPERS + ":")) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static String value(Secret secret, String key) {
    String encoded = secret.getData() == null ? null : secret.getData().get(key);
    return encoded == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
  }
}
