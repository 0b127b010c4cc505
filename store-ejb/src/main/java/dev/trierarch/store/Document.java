package dev.trierarch.store;

import java.util.Objects;

/**
 * An object's JSON encoded once, with a gap where the store puts the revision it is written at.
 *
 * <p>{@code json} is the whole UTF-8 text with {@code "resourceVersion":""} inside its metadata;
 * {@code resourceVersionOffset} is the index between those two quotes.
 */
public record Document(byte[] json, int resourceVersionOffset) {
  public Document {
    Objects.requireNonNull(json, "json");
    Objects.checkIndex(resourceVersionOffset, json.length);
  }
}
