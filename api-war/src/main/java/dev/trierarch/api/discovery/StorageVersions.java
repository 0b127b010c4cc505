package dev.trierarch.api.discovery;

import dev.trierarch.catalog.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Tells clients when a kind's objects are stored in another version than before. */
final class StorageVersions {

  private static final int HASH_BYTES = 8;

  private StorageVersions() {}

  /** Upstream's hash of a stored type. */
  static String hash(ResourceType stored) {
    String name = stored.group() + "/" + stored.version() + "/" + stored.kind();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
