package dev.trierarch.api.stream;

import dev.trierarch.registry.ApiErrors;

/**
 * What the name in a proxy's path says: {@code web}, {@code web:8080}, {@code https:web:8443}.
 *
 * @param scheme http or https; empty when it is not said
 * @param port a number or a port's name; empty when it is not said
 */
record ProxyName(String scheme, String name, String port) {

  /**
   * @param kind for the refusal: pod, service or node
   */
  static ProxyName parse(String kind, String text) {
    String[] parts = text.split(":", -1);
    ProxyName parsed =
        switch (parts.length) {
          case 1 -> new ProxyName("", parts[0], "");
          case 2 -> new ProxyName("", parts[0], parts[1]);
          case 3 -> new ProxyName(parts[0], parts[1], parts[2]);
          default -> new ProxyName("", "", "");
        };
    boolean schemeGiven = parts.length == 3;
    boolean schemeKnown = parsed.scheme.equals("http") || parsed.scheme.equals("https");
    boolean portMissing = parts.length == 2 && parsed.port.isEmpty();
    if (parsed.name.isEmpty() || (schemeGiven && !schemeKnown) || portMissing) {
      throw ApiErrors.badRequest("invalid " + kind + " request \"" + text + "\"");
    }
    return parsed;
  }

  String schemeOrHttp() {
    return scheme.isEmpty() ? "http" : scheme;
  }

  /** The number a port has when nobody says one. */
  String portOrUsual() {
    return port.isEmpty() ? schemeOrHttp().equals("https") ? "443" : "80" : port;
  }
}
