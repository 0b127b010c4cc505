package dev.trierarch.api;

import dev.trierarch.registry.ApiErrors;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/** Holds requests to one Host header that could name a host, as Go's servers do. */
final class HostHeader {

  /** What a name, an address with a port, or an escape in one may consist of, besides letters. */
  private static final String MARKS = "!$%&'()*+,-.:;=@[]_~";

  private HostHeader() {}

  static void check(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders("Host");
    if (values == null || !values.hasMoreElements()) {
      return; // HTTP/1.0 needs none, and of HTTP/1.1 the server sees to it
    }
    String host = values.nextElement();
    if (values.hasMoreElements()) {
      throw ApiErrors.badRequest("too many Host headers");
    }
    if (!isValid(host)) {
      throw ApiErrors.badRequest("malformed Host header");
    }
  }

  static boolean isValid(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || MARKS.indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }
}
