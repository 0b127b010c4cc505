package dev.trierarch.registry;

import java.util.random.RandomGenerator;

/** Makes names from a prefix, as generateName asks for: {@code web-} becomes {@code web-x7k2p}. */
public final class NameGenerator {

  /** No vowels and no digits that look like letters, so that no words come out. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int PREFIX_LENGTH_MAX = 63 - SUFFIX_LENGTH;

  private final RandomGenerator random;

  public NameGenerator(RandomGenerator random) {
    this.random = random;
  }

  public String generate(String prefix) {
    StringBuilder name =
        new StringBuilder(prefix.substring(0, Math.min(prefix.length(), PREFIX_LENGTH_MAX)));
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
