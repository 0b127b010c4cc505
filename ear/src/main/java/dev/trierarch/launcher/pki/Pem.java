package dev.trierarch.launcher.pki;

import dev.trierarch.launcher.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Bytes as PEM text, and back. */
final class Pem {

  private static final int LINE_CHARACTERS = 64;

  private Pem() {}

  static String encode(String label, byte[] der) {
    String body = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /** The bytes of the first block of a PEM file. */
  static byte[] decode(Path file) {
    try {
      String text = Files.readString(file);
      int begin = text.indexOf('\n', text.indexOf("-----BEGIN "));
      int end = text.indexOf("-----END ", Math.max(begin, 0));
      if (begin < 0 || end < 0) {
        throw damaged(file, null);
      }
      return Base64.getMimeDecoder().decode(text.substring(begin, end));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  static Problem damaged(Path file, Exception cause) {
    return new Problem(
        file + " is damaged or not PEM.",
        "Restore it from a copy, or begin anew: ./trierarch reset.",
        cause);
  }
}
