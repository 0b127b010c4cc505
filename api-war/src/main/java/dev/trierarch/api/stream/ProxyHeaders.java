package dev.trierarch.api.stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;

/** What of the headers goes through a proxy, on the way there and back. */
final class ProxyHeaders {

  /** They speak of one connection, and another follows. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** The other server is not to say whose scripts may use our API. */
  private static final String CROSS_ORIGIN = "access-control-allow-";

  private ProxyHeaders() {}

  /** The caller's credentials are for us: they are not shown to the other server. */
  static void ofRequest(HttpServletRequest from, ProxyPath path, HttpRequest.Builder to) {
    for (String name : Collections.list(from.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean ours =
          lower.equals("authorization")
              || lower.startsWith("impersonate-")
              || lower.startsWith("trierarch-");
      if (!ours && !OF_A_CONNECTION.contains(lower)) {
        Collections.list(from.getHeaders(name)).forEach(value -> to.header(name, value));
      }
    }
    to.setHeader("X-Forwarded-Uri", ProxyPath.encoded(path.prefix() + path.rest()));
    to.header("X-Forwarded-For", from.getRemoteAddr());
  }

  static void ofResponse(
      HttpHeaders from, ProxyPath path, ProxyTarget target, HttpServletResponse to) {
    from.map()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.equals("location")) {
                to.setHeader(name, path.location(values.get(0), target.hosts()));
              } else if (!OF_A_CONNECTION.contains(lower) && !lower.startsWith(CROSS_ORIGIN)) {
                values.forEach(value -> to.addHeader(name, value));
              }
            });
    from.firstValueAsLong("content-length").ifPresent(to::setContentLengthLong);
  }
}
