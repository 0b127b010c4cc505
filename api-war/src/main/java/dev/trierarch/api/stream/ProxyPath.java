package dev.trierarch.api.stream;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The two halves of a proxy's path: what is ours and what the other server is asked for.
 *
 * <p>Example: of {@code /api/v1/namespaces/a/pods/web/proxy/x/y} the first half ends with {@code
 * proxy} and the second is {@code /x/y}.
 *
 * @param rest begins with a slash; empty when nothing follows {@code proxy}
 */
record ProxyPath(String prefix, String rest) {

  private static final String LEGAL = "-._~!$&'()*+,;=:@/%?";

  /**
   * @param rawPath the path as sent
   * @param namespaced whether it names a namespace
   */
  static ProxyPath of(String rawPath, boolean namespaced) {
    int slashes = namespaced ? 8 : 6; // the one that ends the word proxy
    int at = -1;
    for (int slash = 0; slash < slashes; slash++) {
      at = rawPath.indexOf('/', at + 1);
      if (at < 0) {
        return new ProxyPath(rawPath, "");
      }
    }
    return new ProxyPath(rawPath.substring(0, at), rawPath.substring(at));
  }

  /** A text as it may stand in a path or query: what is encoded stays so, what must be becomes. */
  static String encoded(String raw) {
    StringBuilder text = new StringBuilder();
    for (byte each : raw.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      boolean plain =
          character < 128
              && (Character.isLetterOrDigit(character) || LEGAL.indexOf(character) >= 0);
      if (plain) {
        text.append(character);
      } else {
        text.append('%').append("%02X".formatted((int) character));
      }
    }
    return text.toString();
  }

  /**
   * Where a redirect of the other server leads: one to itself comes back through the proxy.
   *
   * @param hosts what the other server may call itself
   */
  String location(String location, Set<String> hosts) {
    URI to;
    try {
      to = new URI(location);
    } catch (URISyntaxException e) {
      return location; // not for us to judge
    }
    boolean elsewhere = to.getRawAuthority() != null && !hosts.contains(to.getRawAuthority());
    String path = to.getRawPath();
    if (elsewhere || path == null || !path.startsWith("/")) {
      return location;
    }
    String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    String fragment = to.getRawFragment() == null ? "" : "#" + to.getRawFragment();
    return (path.startsWith(prefix) ? path : prefix + path) + query + fragment;
  }
}
