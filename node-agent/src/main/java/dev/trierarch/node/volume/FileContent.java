package dev.trierarch.node.volume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of a volume.
 *
 * @param mode permission bits, e.g. 0644
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into the array.
record FileContent(byte[] bytes, int mode) {
  static FileContent of(String text, int mode) {
    return new FileContent(text.getBytes(StandardCharsets.UTF_8), mode);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileContent file
        && mode == file.mode
        && Arrays.equals(bytes, file.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + mode;
  }
}
