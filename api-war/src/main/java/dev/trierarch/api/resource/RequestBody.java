package dev.trierarch.api.resource;

/**
 * The bytes of a request and what they are said to be.
 *
 * @param mediaType the type alone, without parameters; empty when the client named none
 */
public record RequestBody(byte[] bytes, String mediaType) {

  /** What upstream takes at most. */
  public static final int BYTES_MAX = 3 * 1024 * 1024;

  public boolean isEmpty() {
    return bytes.length == 0;
  }
}
