package org.glassfish.grizzly.http.util;

import java.io.CharConversionException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes the path of a request, in place of Grizzly's: that one throws what nobody expects at an
 * escape like {@code %zz}, and the application server answers with an empty 200. It is put into the
 * application server when the distribution is assembled; its methods are those that Grizzly calls.
 */
public final class HttpRequestURIDecoder {

  private static final String ANY_PATH = "*";

  private HttpRequestURIDecoder() {}

  /**
   * @throws CharConversionException when the path is badly escaped, is no path, or leads above the
   *     root: the request is answered with 400
   */
  public static void decode(
      DataChunk original, DataChunk decoded, boolean slashAllowed, Charset encoding)
      throws CharConversionException {
    try {
      URLDecoder.decode(original, decoded, slashAllowed);
    } catch (IllegalArgumentException | IllegalStateException e) {
      CharConversionException malformed = new CharConversionException(e.getMessage());
      malformed.initCause(e);
      throw malformed;
    }
    decoded.toChars(encoding == null ? StandardCharsets.UTF_8 : encoding);
    if (!normalizeChars(decoded.getCharChunk())) {
      throw new CharConversionException("Invalid URI");
    }
  }

  /** Resolves {@code //}, {@code /./} and {@code /../}; false when there is no such path. */
  public static boolean normalizeChars(CharChunk chunk) {
    String path = chunk.toString();
    if (path.equals(ANY_PATH)) {
      return true;
    }
    if (!path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
      return false;
    }
    if (!path.contains("//") && !path.contains("/.")) {
      return true;
    }
    String resolved = resolved(path);
    if (!resolved.isEmpty()) {
      chunk.setChars(resolved.toCharArray(), 0, resolved.length());
    }
    return !resolved.isEmpty();
  }

  /** Empty when the path leads above the root. */
  private static String resolved(String path) {
    Deque<String> steps = new ArrayDeque<>();
    String last = "";
    for (String step : path.split("/", -1)) {
      last = step;
      if (step.equals("..")) {
        if (steps.isEmpty()) {
          return "";
        }
        steps.removeLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    boolean directory = last.isEmpty() || last.equals(".") || last.equals("..");
    String joined = "/" + String.join("/", steps);
    return directory && !steps.isEmpty() ? joined + "/" : joined;
  }
}
