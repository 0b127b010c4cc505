package dev.trierarch.api.discovery;

import dev.trierarch.api.resource.Form;
import dev.trierarch.api.resource.Form.Encoding;
import dev.trierarch.api.resource.Form.Offer;
import dev.trierarch.api.resource.MediaRange;

/**
 * The form that a client wants discovery in.
 *
 * @param version of apidiscovery.k8s.io for all at once, {@code v2} or {@code v2beta1}; empty for
 *     plain documents
 */
record DiscoveryForm(Encoding encoding, String version) {

  private static final String GROUP = "apidiscovery.k8s.io";
  private static final String KIND = "APIGroupDiscoveryList";

  /** The first entry of an {@code Accept} header that is served, aggregated or plain. */
  static DiscoveryForm negotiate(String accept) {
    for (MediaRange range : MediaRange.parseAccept(accept)) {
      for (Encoding encoding : Encoding.values()) {
        if (range.accepts(encoding.mediaType())) {
          if (isAggregated(range)) {
            return new DiscoveryForm(encoding, range.parameter("v"));
          }
          if (!range.hasParameter("as")) {
            return new DiscoveryForm(encoding, "");
          }
        }
      }
    }
    return plain(accept);
  }

  /** For documents that are never aggregated. */
  static DiscoveryForm plain(String accept) {
    return new DiscoveryForm(Form.negotiate(accept, Offer.EVERYTHING).encoding(), "");
  }

  private static boolean isAggregated(MediaRange range) {
    String version = range.parameter("v");
    return range.parameter("as").equals(KIND)
        && range.parameter("g").equals(GROUP)
        && (version.equals("v2") || version.equals("v2beta1"));
  }

  boolean aggregated() {
    return !version.isEmpty();
  }

  String contentType() {
    return aggregated()
        ? encoding.mediaType() + ";g=" + GROUP + ";v=" + version + ";as=" + KIND
        : encoding.mediaType();
  }
}
