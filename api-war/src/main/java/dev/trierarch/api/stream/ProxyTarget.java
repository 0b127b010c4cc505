package dev.trierarch.api.stream;

import java.util.Set;

/**
 * The server that a proxied request goes to.
 *
 * @param url of its root, without a slash at the end
 * @param byAgent whether a node's agent is asked, which knows us by our certificate
 * @param hosts what it may call itself in redirects
 */
record ProxyTarget(String url, boolean byAgent, Set<String> hosts) {

  static ProxyTarget direct(String scheme, String address, String port) {
    String authority = authority(address, port);
    return new ProxyTarget(scheme + "://" + authority, false, Set.of(authority));
  }

  static String authority(String address, String port) {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
